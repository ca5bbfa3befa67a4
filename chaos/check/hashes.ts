import type { Knex } from 'knex';
import type { Findings } from './Findings';
import { hashOf, hashOfEvidenceRow, merkleRoot } from './rehash';

const PAGE = 500;

type Row = Record<string, any>;

/** Computes the hash of every row anew: evidence, seals, revisions and the chain. */
export async function checkHashes(options: {
  knex: Knex;
  findings: Findings;
}): Promise<{ rows: number }> {
  const { knex, findings } = options;
  const broken = (name: string) => findings.broken.push(name);
  let rows = 0;
  const hashes = new Map<string, { hash: string; batch: number }[]>();
  for await (const row of pages(knex, 'evidence', ['incident_key', 'id'])) {
    rows += 1;
    if (hashOfEvidenceRow(row) !== row.content_hash)
      broken(`evidence ${row.id}`);
    const { incident_key: key, content_hash: hash, batch } = row;
    hashes.set(key, [...(hashes.get(key) ?? []), { hash, batch }]);
  }
  const subjects = new Map<string, string>();
  for await (const row of pages(knex, 'seals', ['id'])) {
    rows += 1;
    const manifest = JSON.parse(row.manifest);
    const incident = JSON.parse(row.incident);
    const covered = (hashes.get(row.incident_key) ?? [])
      .filter(({ batch }) => batch <= row.through_batch)
      .map(({ hash }) => hash);
    if (merkleRoot(covered) !== row.root) broken(`root of the seal ${row.id}`);
    if (manifest.nodes !== covered.length)
      broken(`count of the seal ${row.id}`);
    if (hashOf({ incident, manifest }) !== row.record_hash)
      broken(`record of the seal ${row.id}`);
    subjects.set(`seal ${row.id}`, sealSubject(row, manifest.nodes));
  }
  for await (const row of pages(knex, 'revisions', [
    'postmortem_id',
    'revision',
  ])) {
    rows += 1;
    const name = `revision ${row.postmortem_id}/${row.revision}`;
    if (hashOf(JSON.parse(row.content)) !== row.content_hash) broken(name);
    subjects.set(name, revisionSubject(row));
  }
  let previous: Row | undefined;
  for await (const row of pages(knex, 'seal_chain', ['sequence'])) {
    rows += 1;
    const name = `${row.kind} ${row.subject_id}`;
    if (row.sequence !== (previous?.sequence ?? 0) + 1)
      broken(`a gap before entry ${row.sequence}`);
    if (row.previous_hash !== (previous?.entry_hash ?? ''))
      broken(`the link of entry ${row.sequence}`);
    if (entryHash(row) !== row.entry_hash) broken(`entry ${row.sequence}`);
    if (subjects.get(name) !== row.subject_hash)
      broken(`${name} in entry ${row.sequence}`);
    subjects.delete(name);
    previous = row;
  }
  for (const name of subjects.keys()) broken(`${name} has no entry`);
  return { rows };
}

function sealSubject(row: Row, nodes: number): string {
  return hashOf({
    id: row.id,
    incidentKey: row.incident_key,
    algorithm: row.algorithm,
    root: row.root,
    nodes,
    recordHash: row.record_hash,
    throughBatch: row.through_batch,
    sealedAt: row.sealed_at,
  });
}

function revisionSubject(row: Row): string {
  return hashOf({
    postmortemId: row.postmortem_id,
    revision: row.revision,
    author: JSON.parse(row.author),
    reason: row.reason,
    sealId: row.seal_id,
    traceId: row.trace_id,
    contentHash: row.content_hash,
    createdAt: row.created_at,
  });
}

function entryHash(row: Row): string {
  return hashOf({
    sequence: row.sequence,
    kind: row.kind,
    subjectId: row.subject_id,
    incidentKey: row.incident_key,
    subjectHash: row.subject_hash,
    previousHash: row.previous_hash,
    at: row.at,
  });
}

/** All rows of a table, some at a time. */
async function* pages(
  knex: Knex,
  table: string,
  key: string[],
): AsyncGenerator<Row> {
  for (let offset = 0; ; offset += PAGE) {
    const rows: Row[] = await knex(table)
      .orderBy(key)
      .limit(PAGE)
      .offset(offset);
    yield* rows;
    if (rows.length < PAGE) return;
  }
}
