import type { Knex } from 'knex';
import type { SourceFailure } from '../evidence';
import { now } from '../platform/database';

const TABLE = 'incident_schedules';
const HOUR_MS = 60 * 60 * 1000;
/**
 * Once the time of an archive is over, what failed is asked again this often, in
 * milliseconds …
 */
export const AGAIN_MS = 6 * HOUR_MS;
/** … until this long after the end: most sources keep more than a day. */
export const AGAIN_WITHIN_MS = 7 * 24 * HOUR_MS;
/** The first look at what sources kept is this long after the end, in milliseconds. */
const TAIL_MS = 15 * 60 * 1000;

type Row = {
  incident_key: string;
  resolved_at: string;
  archive_state: 'collecting' | 'complete' | 'incomplete';
  archive_attempts: number;
  archive_next_at: string;
  archived_at: string | null;
  archived_batch: number | string | null;
  archive_failures: string;
  draft_attempts: number;
  draft_next_at: string;
  drafted_at: string | null;
  notified_at: string | null;
};

/** What is known of an incident's archive. */
export type ArchiveRecord = {
  state: Row['archive_state'];
  resolvedAt: string;
  attempts: number;
  nextAt: string;
  archivedAt?: string;
  failures: SourceFailure[];
  draftAttempts: number;
};

/** What is due, and what was done, of resolved incidents. */
export class ScheduleStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Notes each incident that was resolved since, and forgets what was noted of one
   * that has another end now. What was over before there was a schedule is left
   * alone, so that an upgrade drafts nothing of the past.
   */
  async noteResolved(options: { since: string }): Promise<void> {
    const resolved: { key: string; resolved_at: string }[] = await this.#knex(
      'incidents',
    )
      .leftJoin(TABLE, `${TABLE}.incident_key`, 'incidents.key')
      .where('incidents.resolved_at', '>=', options.since)
      .andWhereRaw(
        '(select at from schedule_start) <= case when incidents.resolved_at > incidents.created_at then incidents.resolved_at else incidents.created_at end',
      )
      .whereNull('incidents.erased_at')
      .andWhere(changed =>
        changed
          .whereNull(`${TABLE}.incident_key`)
          .orWhereRaw('?? <> ??', [
            `${TABLE}.resolved_at`,
            'incidents.resolved_at',
          ]),
      )
      .limit(1000)
      .select('incidents.key', 'incidents.resolved_at');
    for (const { key, resolved_at: resolvedAt } of resolved) {
      const anew = {
        resolved_at: resolvedAt,
        archive_state: 'collecting' as const,
        archive_attempts: 0,
        archive_next_at: later(resolvedAt, TAIL_MS),
        archive_failures: '[]',
        draft_attempts: 0,
        draft_next_at: resolvedAt,
      };
      await this.#knex<Row>(TABLE)
        .insert({ incident_key: key, ...anew })
        .onConflict('incident_key')
        .merge(anew);
    }
  }

  /**
   * Incidents whose evidence is to be archived: for the first time, once more
   * because a source failed, or because evidence has come since, such as of a draft
   * that asked the sources again.
   */
  async listArchives(options: { limit: number }): Promise<string[]> {
    const rows: { incident_key: string }[] = await this.#knex(TABLE)
      .join('incidents', 'incidents.key', `${TABLE}.incident_key`)
      .whereNull('incidents.erased_at')
      .whereNotNull('incidents.resolved_at')
      .where('archive_next_at', '<=', now())
      .andWhere(due =>
        due
          .where('archive_state', 'collecting')
          .orWhereRaw('incidents.evidence_batches > archived_batch')
          .orWhere(missing =>
            missing
              .whereNot('archive_failures', '[]')
              .where('archived_at', '<=', later(now(), -AGAIN_MS))
              .where(
                `${TABLE}.resolved_at`,
                '>=',
                later(now(), -AGAIN_WITHIN_MS),
              ),
          ),
      )
      .orderBy('archive_next_at')
      .limit(options.limit)
      .select('incident_key');
    return rows.map(row => row.incident_key);
  }

  /** Incidents that may want a draft now. */
  async listDrafts(options: {
    since: string;
    limit: number;
  }): Promise<string[]> {
    const rows: { incident_key: string }[] = await this.#knex(TABLE)
      .join('incidents', 'incidents.key', `${TABLE}.incident_key`)
      .whereNull('incidents.erased_at')
      .where('incidents.resolved_at', '>=', options.since)
      .where('draft_next_at', '<=', now())
      .whereNull('drafted_at')
      .orderBy('draft_next_at')
      .limit(options.limit)
      .select('incident_key');
    return rows.map(row => row.incident_key);
  }

  /** Drafts that nobody was told of. After an hour nobody is any more. */
  async listUntold(options: { limit: number }): Promise<string[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where('drafted_at', '>=', later(now(), -HOUR_MS))
      .whereNull('notified_at')
      .orderBy('drafted_at')
      .limit(options.limit)
      .select('incident_key');
    return rows.map(row => row.incident_key);
  }

  /**
   * Counts an attempt before it begins, and puts off the next one, so that what
   * ends the process does not come back at once.
   *
   * @returns how many there were, this one included
   */
  async begin(
    key: string,
    what: 'archive' | 'draft',
    nextAt: string,
  ): Promise<number> {
    const [row] = await this.#knex(TABLE)
      .where({ incident_key: key })
      .update({
        [`${what}_attempts`]: this.#knex.raw('?? + 1', [`${what}_attempts`]),
        [`${what}_next_at`]: nextAt,
      })
      .returning<Record<string, number>[]>(`${what}_attempts`);
    return row?.[`${what}_attempts`] ?? 0;
  }

  async archived(options: {
    key: string;
    state: Row['archive_state'];
    throughBatch: number;
    failures: readonly SourceFailure[];
    nextAt: string;
  }): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ incident_key: options.key })
      .update({
        archive_state: options.state,
        archived_at: now(),
        archived_batch: options.throughBatch,
        archive_failures: JSON.stringify(options.failures),
        archive_next_at: options.nextAt,
      });
  }

  async putOffDraft(key: string, nextAt: string): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ incident_key: key })
      .update({ draft_next_at: nextAt });
  }

  /** @param options - `isTold`: somebody else wrote it, and nobody has to be told */
  async drafted(key: string, options: { isTold: boolean }): Promise<void> {
    const at = now();
    await this.#knex<Row>(TABLE)
      .where({ incident_key: key })
      .update({ drafted_at: at, ...(options.isTold && { notified_at: at }) });
  }

  async told(key: string): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ incident_key: key })
      .update({ notified_at: now() });
  }

  async find(key: string): Promise<ArchiveRecord | undefined> {
    const row = await this.#knex<Row>(TABLE)
      .where({ incident_key: key })
      .first();
    return (
      row && {
        state: row.archive_state,
        resolvedAt: row.resolved_at,
        attempts: row.archive_attempts,
        nextAt: row.archive_next_at,
        ...(row.archived_at && { archivedAt: row.archived_at }),
        failures: JSON.parse(row.archive_failures),
        draftAttempts: row.draft_attempts,
      }
    );
  }
}

/** The time so many milliseconds later. */
export function later(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}
