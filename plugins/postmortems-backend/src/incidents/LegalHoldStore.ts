import type {
  Incident,
  LegalHold,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { type Actor, appendAudit } from '../platform/audit';
import {
  inTransaction,
  now,
  toStorable,
  whereAnyOf,
} from '../platform/database';
import { readIncident } from './readIncident';

type HoldRow = {
  key: string;
  hold_reason: string | null;
  held_by: string | null;
  held_at: string | null;
};

/** Incidents that are kept whatever their age. */
export class LegalHoldStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * @param options - `reason` is `null` to end the hold. Throws `NotFoundError`, and
   *   `IncidentErasedError` when there is nothing left to hold
   */
  async set(options: {
    key: string;
    reason: string | null;
    actor: Actor;
  }): Promise<Incident> {
    const { key, reason, actor } = options;
    return inTransaction(this.#knex, async tx => {
      const incident = await readIncident(tx, { key, lock: true });
      await tx<HoldRow>('incidents')
        .where({ key })
        .update({
          hold_reason: toStorable(reason),
          held_by: reason === null ? null : actor,
          held_at: reason === null ? null : now(),
        });
      await appendAudit(tx, {
        actor,
        action: reason === null ? 'incident.release' : 'incident.hold',
        incidentKey: key,
        subjectId: key,
        details: { reason },
      });
      return incident;
    });
  }

  /** By incident, of those that are held. */
  async list(options: {
    incidentKeys: readonly string[];
  }): Promise<Map<string, LegalHold>> {
    const rows: HoldRow[] = await whereAnyOf(
      this.#knex,
      this.#knex('incidents')
        .whereNotNull('held_at')
        .select('key', 'hold_reason', 'held_by', 'held_at'),
      'key',
      options.incidentKeys,
    );
    return new Map(
      rows.map(row => [
        row.key,
        { reason: row.hold_reason!, by: row.held_by!, at: row.held_at! },
      ]),
    );
  }
}
