import type { Knex } from 'knex';
import { isPostgres, now } from '../platform/database';
import { canonicalHash } from '../platform/hashing';
import { SealKeys } from './SealKeys';

/** What the chain has entries for. */
export type ChainedKind = 'seal' | 'revision' | 'removal';

export type ChainRow = {
  sequence: number;
  kind: ChainedKind;
  subject_id: string;
  incident_key: string;
  subject_hash: string;
  previous_hash: string;
  entry_hash: string;
  at: string;
  key_id: string | null;
  signature: string | null;
};

/**
 * One sequence of all seals and revisions. Each entry has the hash of the one
 * before it, so that none can be changed or left out without changing all that
 * come after; a signature keeps somebody with the database alone from doing that.
 */
export class SealChain {
  readonly keys: SealKeys;

  static create(options: { keys?: SealKeys } = {}): SealChain {
    return new SealChain(options.keys ?? SealKeys.none());
  }

  private constructor(keys: SealKeys) {
    this.keys = keys;
  }

  /**
   * Adds an entry in the transaction that stores its subject. Writers take turns
   * from here to the end of their transactions.
   */
  async append(
    tx: Knex.Transaction,
    entry: {
      kind: ChainedKind;
      subjectId: string;
      incidentKey: string;
      /** See {@link sealHashOf} and {@link revisionHashOf}. */
      subjectHash: string;
    },
  ): Promise<void> {
    // On SQLite there is one writer at a time anyway
    if (isPostgres(tx)) {
      await tx.raw('lock table seal_chain in share row exclusive mode');
    }
    const last = await tx<ChainRow>('seal_chain')
      .orderBy('sequence', 'desc')
      .first();
    const unhashed = {
      sequence: (last?.sequence ?? 0) + 1,
      kind: entry.kind,
      subject_id: entry.subjectId,
      incident_key: entry.incidentKey,
      subject_hash: entry.subjectHash,
      previous_hash: last?.entry_hash ?? '',
      at: now(),
    };
    const hash = entryHashOf(unhashed);
    const signed = this.keys.sign(hash);
    await tx<ChainRow>('seal_chain').insert({
      ...unhashed,
      entry_hash: hash,
      key_id: signed?.keyId ?? null,
      signature: signed?.signature ?? null,
    });
  }
}

/** Whether an entry says what it said when it was written, as far as the keys can tell. */
export function isAuthentic(row: ChainRow, keys: SealKeys): boolean {
  return entryHashOf(row) === row.entry_hash && keys.trusts(row);
}

/** SHA-256 of what an entry says. */
export function entryHashOf(
  row: Omit<ChainRow, 'entry_hash' | 'key_id' | 'signature'>,
): string {
  return canonicalHash({
    sequence: row.sequence,
    kind: row.kind,
    subjectId: row.subject_id,
    incidentKey: row.incident_key,
    subjectHash: row.subject_hash,
    previousHash: row.previous_hash,
    at: row.at,
  });
}
