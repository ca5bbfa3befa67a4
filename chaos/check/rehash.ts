import { createHash } from 'node:crypto';

/**
 * Hashes computed anew from what is stored, by code of its own: a mistake in that
 * of the product shows.
 */

type Row = Record<string, any>;

export function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The JSON of RFC 8785. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}

export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

export function hashOfEvidence(node: Row): string {
  const { id, sourceType, timestamp, payload, confidence } = node;
  const { metadata, provider, sourceUrl, truncated } = node;
  return hashOf({
    ...{ id, sourceType, timestamp, payload, confidence },
    ...{ metadata, provider, sourceUrl, truncated },
  });
}

export function hashOfEvidenceRow(row: Row): string {
  return hashOfEvidence({
    id: row.id,
    sourceType: row.source_type,
    timestamp: row.occurred_at,
    payload: JSON.parse(row.payload),
    confidence: Number(row.confidence),
    metadata: {
      service: row.service,
      region: row.region,
      correlationId: row.correlation_id,
    },
    provider: row.provider,
    sourceUrl: row.source_url ?? undefined,
    truncated: Boolean(row.truncated),
  });
}

/** The Merkle tree of RFC 6962 over content hashes, in whatever order they come. */
export function merkleRoot(hashes: readonly string[]): string {
  const leaves = [...hashes]
    .sort()
    .map(one => Buffer.concat([Buffer.from([0]), Buffer.from(one, 'hex')]))
    .map(leaf => createHash('sha256').update(leaf).digest());
  return treeHash(leaves).toString('hex');
}

function treeHash(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0];
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(treeHash(leaves.slice(0, half)))
    .update(treeHash(leaves.slice(half)))
    .digest();
}

/** What of an export is not what its hashes say. */
export function exportProblems(document: Row): string[] {
  const { evidence, seal, postmortem } = document;
  const problems: string[] = evidence
    .filter((node: Row) => hashOfEvidence(node) !== node.contentHash)
    .map((node: Row) => `exported evidence ${node.id}`);
  const root = merkleRoot(evidence.map((node: Row) => node.contentHash));
  if (root !== seal.root) problems.push(`exported seal of ${postmortem.id}`);
  const { incident, manifest } = seal;
  if (hashOf({ incident, manifest }) !== seal.recordHash) {
    problems.push(`exported record of ${postmortem.id}`);
  }
  return problems;
}
