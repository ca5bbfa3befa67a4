import type { RetentionResponse } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { RetentionPolicy } from '../incidents';
import { type ErasureRunner, RETENTION_ACTOR } from './ErasureRunner';
import type { ErasureStore } from './ErasureStore';

/** What became of incidents that were due, by key. */
type RetentionRun = {
  erased: string[];
  /** On legal hold, reopened or changed since they were found to be due. */
  kept: string[];
  /** They failed, or another replica works on them; they are tried again. */
  unfinished: string[];
};

const REFUSALS = ['ConflictError', 'IncidentErasedError'];

type DueRow = {
  key: string;
  title: string;
  severity: string;
  resolved_at: string;
  created_at: string;
  hold_reason: string | null;
  held_by: string | null;
  held_at: string | null;
};

/** Erases incidents whose time is over, counted from when they were resolved. */
export class RetentionService {
  readonly #knex: Knex;
  readonly #policy: RetentionPolicy;
  readonly #store: ErasureStore;
  readonly #runner: ErasureRunner;

  constructor(options: {
    knex: Knex;
    policy: RetentionPolicy;
    store: ErasureStore;
    runner: ErasureRunner;
  }) {
    this.#knex = options.knex;
    this.#policy = options.policy;
    this.#store = options.store;
    this.#runner = options.runner;
  }

  /** Incidents whose time is over, the oldest first, with those on legal hold. */
  async due(options: { until?: string } = {}): Promise<RetentionResponse> {
    const until = options.until ?? new Date().toISOString();
    if (this.#policy.isEmpty) return { items: [] };
    const rows = await this.#knex('incidents')
      .whereNotNull('resolved_at')
      .whereNull('erased_at')
      .orderBy(['resolved_at', 'key'])
      .select<DueRow[]>(
        'key',
        'title',
        'severity',
        'resolved_at',
        'created_at',
        'hold_reason',
        'held_by',
        'held_at',
      );
    return {
      items: rows.flatMap(row => {
        const kept = this.#policy.of({
          severity: row.severity as 'sev1',
          resolvedAt: row.resolved_at,
          createdAt: row.created_at,
        });
        if (!kept || kept.until > until) return [];
        return {
          incidentKey: row.key,
          title: row.title,
          severity: row.severity,
          resolvedAt: row.resolved_at,
          retainUntil: kept.until,
          rule: kept.rule,
          ...(row.held_at !== null && {
            legalHold: {
              reason: row.hold_reason ?? '',
              by: row.held_by ?? '',
              at: row.held_at,
            },
          }),
        };
      }),
    };
  }

  /** Erases what is due now and not on legal hold. */
  async run(signal?: AbortSignal): Promise<RetentionRun> {
    const { items } = await this.due();
    const run: RetentionRun = { erased: [], kept: [], unfinished: [] };
    for (const { incidentKey, legalHold, rule } of items) {
      if (signal?.aborted) break;
      if (legalHold) continue;
      run[await this.#erase(incidentKey, rule, signal)].push(incidentKey);
    }
    return run;
  }

  async #erase(
    incidentKey: string,
    rule: string,
    signal: AbortSignal | undefined,
  ): Promise<keyof RetentionRun> {
    let id: string;
    try {
      const running = await this.#store.findRunning({ incidentKey });
      const erasure =
        running ??
        (await this.#store.create({
          request: {
            subject: 'incident',
            incidentKey,
            reason: `kept for ${rule.split(': ')[1]} after it was resolved`,
          },
          actor: RETENTION_ACTOR,
        }));
      id = erasure.id;
    } catch (error) {
      // It is on legal hold by now, or somebody else has erased it
      if (error instanceof Error && REFUSALS.includes(error.name)) {
        return 'kept';
      }
      throw error;
    }
    const rewritten = await this.#runner.run(signal);
    if (!rewritten.has(id)) return 'unfinished';
    const { skipped } = await this.#store.get({ id });
    return skipped.includes(incidentKey) ? 'kept' : 'erased';
  }
}
