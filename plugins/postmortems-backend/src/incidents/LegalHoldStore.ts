import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { type Actor, appendAudit } from '../platform/audit';
import { inTransaction, now, toStorable } from '../platform/database';
import type { IncidentRow } from './incidentRow';
import { readIncident } from './readIncident';

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
      await readIncident(tx, { key, lock: true });
      await tx<IncidentRow>('incidents')
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
      return readIncident(tx, { key });
    });
  }
}
