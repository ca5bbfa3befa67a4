import type { Knex } from 'knex';
import { databaseTime } from '../platform/database';

/** What is noted of a source outside of its deliveries. */
export type SourceRun = 'poll' | 'collection';

export type SourceActivityRow = {
  source_id: string;
  activity: SourceRun;
  started_at: string;
  succeeded_at: string | null;
  failed_at: string | null;
  error: string | null;
};

export type SourceEvidenceRow = {
  source_id: string;
  day: string;
  outcome: 'taken' | 'known' | 'refused';
  reason: string;
  nodes: number | string;
};

/** How many nodes had an outcome, and why. */
export type OutcomeCount = Pick<SourceEvidenceRow, 'outcome' | 'reason'> & {
  nodes: number;
};

/** Notes what was done with sources, for all replicas. */
export class SourceActivityStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Notes that a run begins; it goes on while none has ended since. */
  async recordStart(options: {
    sourceId: string;
    activity: SourceRun;
  }): Promise<void> {
    const { sourceId, activity } = options;
    await this.#knex('source_activity')
      .insert({
        source_id: sourceId,
        activity,
        started_at: databaseTime(this.#knex),
      })
      .onConflict(['source_id', 'activity'])
      .merge();
  }

  async recordRun(options: {
    sourceId: string;
    activity: SourceRun;
    startedAt: Date;
    /** Absent when it went well. */
    error?: string;
  }): Promise<void> {
    const { sourceId, activity, startedAt, error } = options;
    const at = databaseTime(this.#knex);
    const change =
      error === undefined ? { succeeded_at: at } : { failed_at: at, error };
    await this.#knex('source_activity')
      .insert({
        source_id: sourceId,
        activity,
        started_at: startedAt.toISOString(),
        ...change,
      })
      .onConflict(['source_id', 'activity'])
      .merge();
  }

  async count(sourceId: string, counts: readonly OutcomeCount[]) {
    if (counts.length === 0) return;
    const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
    await this.#knex('source_evidence')
      .insert(
        counts
          .map(count => ({ source_id: sourceId, day, ...count }))
          // In one order, so that replicas do not wait for each other
          .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
      )
      .onConflict(['source_id', 'day', 'outcome', 'reason'])
      .merge({
        nodes: this.#knex.raw('source_evidence.nodes + excluded.nodes'),
      });
  }

  /** Deletes what was counted before a day. */
  async forgetBefore(day: string): Promise<void> {
    await this.#knex('source_evidence').where('day', '<', day).delete();
  }
}

/**
 * Forgets why runs failed. Messages of other systems may name people and say
 * what an incident was about, and no more is lost than a line for operators.
 */
export async function forgetRunErrors(knex: Knex): Promise<void> {
  await knex('source_activity').whereNotNull('error').update({ error: null });
}

function keyOf({ outcome, reason }: OutcomeCount): string {
  return `${outcome} ${reason}`;
}
