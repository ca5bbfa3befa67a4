import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { contentHashOf, type EvidenceStore } from '../evidence';
import { rootBy } from './MerkleRoot';
import type { Removals } from './removals';

/** Hashes read at once. */
const PAGE = 10_000;

export type SealedRow = {
  incident_key: string;
  evidence_id: string;
  content_hash: string;
  batch: number;
};

/** A difference between evidence and what was sealed of it. */
export type EvidenceProblem = {
  what: 'missing' | 'changed' | 'added';
  evidenceId: string;
};

const HAPPENED: Record<EvidenceProblem['what'], string> = {
  missing: 'was removed',
  changed: 'was changed',
  added: 'was added',
};

export function evidenceMessage({ what, evidenceId }: EvidenceProblem): string {
  return `Evidence '${evidenceId}' ${HAPPENED[what]} after it was sealed`;
}

/** All evidence of an incident up to a batch, compared with what was sealed. */
export async function checkAllEvidence(options: {
  knex: Knex;
  evidence: Pick<EvidenceStore, 'stream'>;
  incidentKey: string;
  throughBatch: number;
  removals: Removals;
}): Promise<EvidenceProblem[]> {
  const { knex, evidence, incidentKey, throughBatch, removals } = options;
  const sealed = new Map<string, string>();
  for await (const row of sealedRows(knex, { incidentKey, throughBatch })) {
    sealed.set(row.evidence_id, row.content_hash);
  }
  const problems: EvidenceProblem[] = [];
  for await (const node of evidence.stream({ incidentKey, throughBatch })) {
    const hash = sealed.get(node.id);
    sealed.delete(node.id);
    if (hash === undefined) {
      problems.push({ what: 'added', evidenceId: node.id });
    } else if (
      contentHashOf(node) !== removals.follow('evidence', node.id, hash)
    ) {
      problems.push({ what: 'changed', evidenceId: node.id });
    }
  }
  for (const evidenceId of sealed.keys()) {
    problems.push({ what: 'missing', evidenceId });
  }
  return problems;
}

/** Whether the hashes that were sealed are still those that a seal is of. */
export async function hasSealedRoot(
  knex: Knex,
  seal: Pick<EvidenceSeal, 'incidentKey' | 'algorithm' | 'root'> & {
    throughBatch: number;
  },
  after: {
    removals: Removals;
    /** Only removals before this place in the chain count. */
    before?: number;
  },
): Promise<boolean> {
  const { removals, before } = after;
  const root = rootBy(seal.algorithm);
  if (removals.isEmpty) {
    for await (const row of sealedRows(knex, seal)) root.add(row.content_hash);
    return root.digest() === seal.root;
  }
  const hashes: string[] = [];
  for await (const { evidence_id: id, content_hash: hash } of sealedRows(
    knex,
    seal,
  )) {
    hashes.push(removals.follow('evidence', id, hash, before));
  }
  for (const hash of hashes.sort()) root.add(hash);
  return root.digest() === seal.root;
}

/** In the order of their hashes. */
async function* sealedRows(
  knex: Knex,
  of: { incidentKey: string; throughBatch: number },
): AsyncGenerator<SealedRow> {
  let last: SealedRow | undefined;
  do {
    const query = knex<SealedRow>('sealed_evidence')
      .where('incident_key', of.incidentKey)
      .andWhere('batch', '<=', of.throughBatch)
      .orderBy(['content_hash', 'evidence_id'])
      .limit(PAGE);
    if (last) {
      query.whereRaw('(content_hash, evidence_id) > (?, ?)', [
        last.content_hash,
        last.evidence_id,
      ]);
    }
    const rows: SealedRow[] = await query;
    yield* rows;
    last = rows.length === PAGE ? rows[PAGE - 1] : undefined;
  } while (last);
}
