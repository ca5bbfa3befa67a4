import type {
  EvidenceNode,
  EvidenceSeal,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../evidence';
import { canonicalJson } from '../platform/hashing';
import { Turns } from '../platform/Turns';
import { ManifestCounter } from './manifest';
import { rootBy } from './MerkleRoot';
import { recordHashOf } from './sealEvidence';

/** One difference between evidence and seal. */
export type SealProblem = {
  what: 'content_hash' | 'root' | 'manifest' | 'record_hash';
  /** The node concerned, for `content_hash`. */
  evidenceId?: string;
  message: string;
};

/** Hashes by how they begin, ascending: to sort all of them takes long. */
function parted(hashes: readonly string[]): string[][] {
  const parts = new Map<string, string[]>();
  for (const hash of hashes) {
    const start = hash.slice(0, 2);
    const part = parts.get(start);
    if (part) part.push(hash);
    else parts.set(start, [hash]);
  }
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => part);
}

/**
 * Checks a seal against evidence: every content hash, the root, the manifest
 * and the record hash are computed again. Without problems this is the evidence
 * that was sealed, unchanged and complete.
 *
 * @param options - `evidence` in any order
 */
export async function verifySeal(options: {
  seal: EvidenceSeal;
  evidence: Iterable<EvidenceNode> | AsyncIterable<EvidenceNode>;
}): Promise<{ intact: boolean; problems: SealProblem[] }> {
  const { seal, evidence } = options;
  const problems: SealProblem[] = [];
  const counter = new ManifestCounter();
  const hashes: string[] = [];
  for await (const node of evidence) {
    const actual = contentHashOf(node);
    if (actual !== node.contentHash) {
      problems.push({
        what: 'content_hash',
        evidenceId: node.id,
        message: `Evidence '${node.id}' has content hash ${actual}, but says ${node.contentHash}`,
      });
    }
    // The hash of the content counts, not the one that is stored with it
    hashes.push(actual);
    counter.add(node);
  }

  const root = rootBy(seal.algorithm);
  const turns = new Turns();
  for (const some of parted(hashes)) {
    for (const hash of some.sort()) root.add(hash);
    await turns.next();
  }
  const actualRoot = root.digest();
  if (actualRoot !== seal.root) {
    problems.push({
      what: 'root',
      message: `The evidence has root ${actualRoot}, but ${seal.root} was sealed`,
    });
  }
  const manifest = canonicalJson(counter.manifest());
  // Relations of the catalog follow from no evidence; the record hash covers them
  const { dependencies: _, ...counts } = seal.manifest;
  if (manifest !== canonicalJson(counts)) {
    problems.push({
      what: 'manifest',
      message: `The evidence counts as ${manifest}, but ${canonicalJson(
        counts,
      )} was sealed`,
    });
  }
  const recordHash = recordHashOf(seal);
  if (recordHash !== seal.recordHash) {
    problems.push({
      what: 'record_hash',
      message: `Incident record and manifest have hash ${recordHash}, but ${seal.recordHash} was sealed`,
    });
  }
  return { intact: problems.length === 0, problems };
}
