import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { now } from '../platform/database';
import { canonicalHashInSteps } from '../platform/hashing';
import { Turns } from '../platform/Turns';
import { type ChainRow, isAuthentic, type SealChain } from './SealChain';
import { recordHashOf } from './sealEvidence';
import type { SealKeys } from './SealKeys';
import { fromSealRow, type SealRow } from './sealRow';

type HashChange = { from: string; to: string };

/** What was taken out of stored rows of an incident, on purpose. */
export type RemovalChanges = {
  /** Content hashes by the id of the evidence. */
  evidence: Record<string, HashChange>;
  /** What the chain says of revisions, by `<postmortem>/<revision>`. */
  revisions: Record<string, HashChange>;
  /** Seals whose record of the incident was changed. */
  seals: string[];
  /** The hash of that record since, by seal. Earlier removals have none. */
  records?: Record<string, string>;
};

type RemovalRow = {
  id: string;
  incident_key: string;
  at: string;
  reason: string;
  changes: string;
};

/**
 * Records a removal, and gives it an entry in the chain: the one exception to
 * rows that never change is itself sealed. Call it before anything is sealed anew.
 */
export async function recordRemoval(
  tx: Knex.Transaction,
  options: {
    chain: SealChain;
    incidentKey: string;
    reason: string;
    changes: RemovalChanges;
  },
): Promise<void> {
  const { chain, incidentKey, reason, changes } = options;
  const row: RemovalRow = {
    id: randomUUID(),
    incident_key: incidentKey,
    at: now(),
    reason,
    changes: JSON.stringify(changes),
  };
  await tx<RemovalRow>('removals').insert(row);
  await chain.append(tx, {
    kind: 'removal',
    subjectId: row.id,
    incidentKey,
    subjectHash: await removalHashOf(row, changes),
  });
}

/** There may be a change of each piece of evidence. */
async function removalHashOf(
  row: RemovalRow,
  changes: RemovalChanges = JSON.parse(row.changes),
): Promise<string> {
  return new Turns().run(
    canonicalHashInSteps({
      id: row.id,
      incidentKey: row.incident_key,
      at: row.at,
      reason: row.reason,
      changes,
    }),
  );
}

/** What the chain should say of removals, by id. */
export async function removalHashes(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await knex<RemovalRow>('removals').whereIn('id', [...ids]);
  const hashes = new Map<string, string>();
  for (const row of rows) hashes.set(row.id, await removalHashOf(row));
  return hashes;
}

/** The hashes of the records in seals, as they are now. */
export async function recordHashes(
  tx: Knex.Transaction,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const id of ids) {
    const row = await tx<SealRow>('seals').where({ id }).first();
    if (row) hashes.set(id, recordHashOf(fromSealRow(row)));
  }
  return hashes;
}

type Removal = { sequence: number; changes: RemovalChanges };

/** The removals of an incident in the order of the chain, with their places in it. */
export class Removals {
  readonly #removals: readonly Removal[];

  /**
   * Only those whose entry in the chain is about them, unchanged and signed, so
   * that neither a row nor an entry that somebody wrote excuses anything.
   */
  static async read(
    knex: Knex,
    { incidentKey, keys }: { incidentKey: string; keys: SealKeys },
  ): Promise<Removals> {
    const rows = await knex<RemovalRow>('removals').where({
      incident_key: incidentKey,
    });
    const byId = new Map(rows.map(row => [row.id, row]));
    const entries = await knex<ChainRow>('seal_chain')
      .where({ incident_key: incidentKey, kind: 'removal' })
      .orderBy('sequence');
    const removals: Removal[] = [];
    for (const entry of entries) {
      const row = byId.get(entry.subject_id);
      if (!row || !isAuthentic(entry, keys)) continue;
      const changes: RemovalChanges = JSON.parse(row.changes);
      if ((await removalHashOf(row, changes)) === entry.subject_hash) {
        removals.push({ sequence: entry.sequence, changes });
      }
    }
    return new Removals(removals);
  }

  private constructor(removals: readonly Removal[]) {
    this.#removals = removals;
  }

  get isEmpty(): boolean {
    return this.#removals.length === 0;
  }

  /**
   * The hash that something has after what was removed from it.
   *
   * @param before - only removals before this place in the chain
   */
  follow(
    what: 'evidence' | 'revisions',
    id: string,
    hash: string,
    before: number = Infinity,
  ): string {
    let current = hash;
    for (const { sequence, changes } of this.#removals) {
      if (sequence >= before) break;
      const change = Object.hasOwn(changes[what], id)
        ? changes[what][id]
        : undefined;
      if (change?.from === current) current = change.to;
    }
    return current;
  }

  /** Whether a record has the hash that it has since the last removal from its seal. */
  isRecordOf(id: string, hash: string): boolean {
    const last = this.#removals.findLast(({ changes }) =>
      changes.seals.includes(id),
    );
    return last !== undefined && (last.changes.records?.[id] ?? hash) === hash;
  }
}
