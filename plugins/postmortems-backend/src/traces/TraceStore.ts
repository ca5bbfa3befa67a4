import { ConflictError } from '@backstage/errors';
import type {
  EvidenceNode,
  InvestigationTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { type EvidenceLimits, insertEvidence } from '../evidence';
import { readIncident } from '../incidents';
import { type Actor, appendAudit } from '../platform/audit';
import { assertStorable, inTransaction } from '../platform/database';
import { canonicalHash } from '../platform/hashing';

type TraceRow = {
  incident_key: string;
  trace_id: string;
  content: string;
  content_hash: string;
  submitted_at: string;
};

/** Investigation traces of incidents. */
export class TraceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): TraceStore {
    return new TraceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Stores a trace together with the evidence nodes of its steps. Idempotent by
   * trace id: the same content answers with the stored trace, other content
   * throws `ConflictError`.
   */
  async create(options: {
    incidentKey: string;
    trace: InvestigationTrace;
    stepNodes: EvidenceNode[];
    actor: Actor;
    limits?: EvidenceLimits;
  }): Promise<{ trace: InvestigationTrace; created: boolean }> {
    const { incidentKey, trace, stepNodes, actor, limits } = options;
    assertStorable(trace);
    assertStorable(stepNodes, '/stepNodes');
    const contentHash = hashOfSubmitted(trace);
    return inTransaction(this.#knex, async tx => {
      await readIncident(tx, { key: incidentKey });
      const key = { incident_key: incidentKey, trace_id: trace.traceId };
      const inserted = await tx<TraceRow>('traces')
        .insert({
          ...key,
          content: JSON.stringify(trace),
          content_hash: contentHash,
          submitted_at: trace.submittedAt,
        })
        .onConflict(['incident_key', 'trace_id'])
        .ignore()
        .returning('trace_id');
      if (inserted.length === 0) {
        const stored = await tx<TraceRow>('traces').where(key).first();
        if (stored?.content_hash === contentHash) {
          return { trace: JSON.parse(stored.content), created: false };
        }
        throw new ConflictError(
          `Trace '${trace.traceId}' of incident '${incidentKey}' exists already with other content`,
        );
      }
      const outcomes = await insertEvidence(tx, {
        incidentKey,
        nodes: stepNodes,
        actor,
        ...(limits && { limits }),
      });
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') {
          throw new ConflictError(
            `Trace '${trace.traceId}' cannot be stored: evidence id ${outcome.errors[0].message}`,
          );
        }
      }
      await appendAudit(tx, {
        actor,
        action: 'trace.create',
        incidentKey,
        subjectId: trace.traceId,
        details: { steps: trace.steps.length },
      });
      return { trace, created: true };
    });
  }

  /** Newest first by the time of their last step, without times by when they came. */
  async list(options: { incidentKey: string }): Promise<InvestigationTrace[]> {
    const rows = await this.#knex<TraceRow>('traces')
      .select('content')
      .where('incident_key', options.incidentKey)
      .orderBy([
        { column: 'submitted_at', order: 'desc' },
        { column: 'trace_id', order: 'desc' },
      ]);
    return rows
      .map((row): InvestigationTrace => JSON.parse(row.content))
      .sort((a, b) => endOf(b).localeCompare(endOf(a)));
  }
}

function endOf({ steps, submittedAt }: InvestigationTrace): string {
  const times = steps.flatMap(({ timestamp }) => timestamp ?? []);
  return times.sort().at(-1) ?? submittedAt;
}

/** Without who sent it and when, its license, which configuration may change, and what validation added. */
export function hashOfSubmitted(trace: InvestigationTrace): string {
  const {
    submittedBy,
    submittedAt,
    stepOutcomes,
    stepEvidence,
    stepNotes,
    license,
    ...submitted
  } = trace;
  return canonicalHash(submitted);
}
