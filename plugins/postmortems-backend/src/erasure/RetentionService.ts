import type { RetentionResponse } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { RetentionPolicy } from '../incidents';
import type { ErasureRunner } from './ErasureRunner';
import type { ErasureStore } from './ErasureStore';

const ACTOR = 'postmortems:retention';

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

  /** Erases what is due now and not on legal hold; answers with its keys. */
  async run(signal?: AbortSignal): Promise<string[]> {
    const { items } = await this.due();
    const erased: string[] = [];
    for (const { incidentKey, legalHold, rule } of items) {
      if (signal?.aborted) break;
      if (legalHold) continue;
      const span = rule.split(': ')[1];
      await this.#store.create({
        request: {
          subject: 'incident',
          incidentKey,
          reason: `kept for ${span} after it was resolved`,
        },
        actor: ACTOR,
      });
      await this.#runner.run(signal);
      erased.push(incidentKey);
    }
    return erased;
  }
}
