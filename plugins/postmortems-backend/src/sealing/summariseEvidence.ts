import { NotFoundError } from '@backstage/errors';
import type {
  SealManifest,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { EvidenceRow } from '../evidence';
import { Turns } from '../platform/Turns';
import { buildManifest, MAX_NAMES, UNCOUNTED_NAME } from './manifest';
import { MerkleRoot } from './MerkleRoot';

/** Hashes read at once. */
const PAGE = 10_000;

/**
 * Root hash and counts over the stored evidence, in bounded memory. Evidence is
 * never changed and batches are written one after the other, so that "up to
 * batch n" is the same set in every query without a transaction.
 */
export async function summariseEvidence(
  knex: Knex,
  options: { incidentKey: string },
): Promise<{ root: string; manifest: SealManifest; throughBatch: number }> {
  const { incidentKey } = options;
  const incident = await knex('incidents')
    .where({ key: incidentKey })
    .first<{ evidence_batches: number } | undefined>('evidence_batches');
  if (!incident) {
    throw new NotFoundError(`No incident with key '${incidentKey}'`);
  }
  const throughBatch = incident.evidence_batches;
  const covered = () =>
    knex<EvidenceRow>('evidence')
      .where('incident_key', incidentKey)
      .andWhere('batch', '<=', throughBatch);

  const groups: {
    source_type: string;
    truncated: boolean | number;
    nodes: number | string;
    kinds: number | string;
    first: string;
    last: string;
  }[] = await covered()
    .select('source_type', 'truncated')
    .count({ nodes: '*', kinds: 'kind' })
    .min({ first: 'occurred_at' })
    .max({ last: 'occurred_at' })
    .groupBy('source_type', 'truncated');

  const manifest = buildManifest({
    groups: groups.map(group => ({
      sourceType: group.source_type as SourceType,
      truncated: Boolean(group.truncated),
      nodes: Number(group.nodes),
      kinds: Number(group.kinds),
      from: group.first,
      to: group.last,
    })),
    kinds: await countByColumn(covered(), 'kind'),
    services: await countByColumn(covered(), 'service'),
  });
  return { root: await hashAll(covered), manifest, throughBatch };
}

/** The most frequent names of a column. */
async function countByColumn(
  query: Knex.QueryBuilder<EvidenceRow>,
  column: 'kind' | 'service',
): Promise<[string, number][]> {
  const rows: { name: string; nodes: number | string }[] = await query
    .whereNotNull(column)
    .andWhere(column, '<>', UNCOUNTED_NAME)
    .select({ name: column })
    .count({ nodes: '*' })
    .groupBy(column)
    .orderBy([{ column: 'nodes', order: 'desc' }, { column }])
    .limit(MAX_NAMES);
  return rows.map(row => [row.name, Number(row.nodes)]);
}

async function hashAll(
  covered: () => Knex.QueryBuilder<EvidenceRow>,
): Promise<string> {
  const root = new MerkleRoot();
  const turns = new Turns();
  let last: Pick<EvidenceRow, 'content_hash' | 'id'> | undefined;
  do {
    const query = covered()
      .select('content_hash', 'id')
      .orderBy(['content_hash', 'id'])
      .limit(PAGE);
    if (last) {
      query.whereRaw('(content_hash, id) > (?, ?)', [
        last.content_hash,
        last.id,
      ]);
    }
    const rows: Pick<EvidenceRow, 'content_hash' | 'id'>[] = await query;
    for (const row of rows) {
      root.add(row.content_hash);
      await turns.next();
    }
    last = rows.length === PAGE ? rows[PAGE - 1] : undefined;
  } while (last);
  return root.digest();
}
