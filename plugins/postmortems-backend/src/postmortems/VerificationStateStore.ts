import type { Knex } from 'knex';
import { type Actor, appendAudit } from '../platform/audit';
import { inTransaction, now } from '../platform/database';
import { MAX_RECHECK_ATTEMPTS, type PostmortemRow } from './postmortemRow';

/** The verifier of a postmortem's claims, and the last batch it considered. */
export type Verified = { version: string; throughBatch: number };

/** When, with what and up to which evidence postmortems were verified. */
export class VerificationStateStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): VerificationStateStore {
    return new VerificationStateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Postmortems whose claims have to be verified again, longest wait first:
   * after another verifier, new evidence, a change of the incident, or a long
   * time. Without those whose text was erased, and those during whose recheck the
   * process has ended too often.
   */
  async listDue(options: {
    version: string;
    /** Those last verified before this time are due as well. */
    before: string;
    limit: number;
  }): Promise<{ id: string; incidentKey: string }[]> {
    const rows: { id: string; incident_key: string }[] = await this.#knex(
      'postmortems',
    )
      .join('incidents', 'incidents.key', 'postmortems.incident_key')
      .where(stale =>
        stale
          .whereNull('postmortems.verified_at')
          .orWhereNot('postmortems.verified_with', options.version)
          .orWhere('postmortems.verified_at', '<', options.before)
          .orWhereRaw('incidents.evidence_batches > postmortems.verified_batch')
          .orWhereRaw('incidents.updated_at > postmortems.verified_at'),
      )
      .whereNull('incidents.erased_at')
      .andWhere('postmortems.recheck_attempts', '<', MAX_RECHECK_ATTEMPTS)
      .orderBy([
        { column: 'postmortems.verified_at', nulls: 'first' },
        { column: 'postmortems.id' },
      ])
      .limit(options.limit)
      .select('postmortems.id', 'postmortems.incident_key');
    return rows.map(row => ({ id: row.id, incidentKey: row.incident_key }));
  }

  async markVerified(options: {
    id: string;
    verified: Verified;
  }): Promise<void> {
    await markVerified(this.#knex, options);
  }

  /**
   * Counts a recheck before it begins, so that one which ends the process is left
   * after some attempts.
   *
   * @returns whether it is the last attempt
   */
  async beginRecheck({ id }: { id: string }): Promise<boolean> {
    const [row] = await this.#knex('postmortems')
      .where({ id })
      .update({
        recheck_attempts: this.#knex.raw('recheck_attempts + 1'),
        recheck_at: now(),
      })
      .returning<Pick<PostmortemRow, 'recheck_attempts'>[]>('recheck_attempts');
    return row?.recheck_attempts === MAX_RECHECK_ATTEMPTS;
  }

  /** After a recheck that came to an end, with or without an error. */
  async endRecheck({ id }: { id: string }): Promise<void> {
    await this.#knex('postmortems')
      .where({ id })
      .update({ recheck_attempts: 0, recheck_at: null });
  }

  /** Rechecks a postmortem again that was left. */
  async retry({ id, actor }: { id: string; actor: Actor }): Promise<void> {
    await inTransaction(this.#knex, async tx => {
      const [row] = await tx('postmortems')
        .where({ id })
        .update({ recheck_attempts: 0, recheck_at: null, verified_at: null })
        .returning<Pick<PostmortemRow, 'incident_key'>[]>('incident_key');
      if (!row) return;
      await appendAudit(tx, {
        actor,
        action: 'postmortem.retry_recheck',
        incidentKey: row.incident_key,
        subjectId: id,
      });
    });
  }
}

export async function markVerified(
  knex: Knex,
  { id, verified }: { id: string; verified: Verified },
): Promise<void> {
  await knex<PostmortemRow>('postmortems').where({ id }).update({
    verified_with: verified.version,
    verified_batch: verified.throughBatch,
    verified_at: now(),
  });
}
