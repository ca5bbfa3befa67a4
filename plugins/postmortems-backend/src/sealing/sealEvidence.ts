import type {
  EvidenceSeal,
  Incident,
  JsonObject,
  SealManifest,
} from '@postmortems/backstage-plugin-postmortems-common';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../platform/audit';
import { canonicalHash } from '../platform/hashing';
import type { SealStore } from './SealStore';

/** By entity ref, the refs that it depends on directly. */
type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * Seals the evidence of an incident together with the incident's own record.
 * Sealing again when nothing has changed answers with the same seal.
 * `throughBatch` is the last batch of evidence that it covers.
 */
export async function sealEvidence(options: {
  seals: SealStore;
  incident: Incident;
  dependencies?: Dependencies;
  actor: Actor;
}): Promise<{ seal: EvidenceSeal; throughBatch: number }> {
  const { seals, actor } = options;
  const { seal, throughBatch } = await buildSeal(options);
  return {
    seal: await seals.save({ seal, throughBatch, actor }),
    throughBatch,
  };
}

/** The seal of this moment, without storing it. */
export async function buildSeal(options: {
  seals: Pick<SealStore, 'summarise'>;
  incident: Incident;
  dependencies?: Dependencies;
}): Promise<{ seal: EvidenceSeal; throughBatch: number }> {
  const { seals, dependencies } = options;
  const { key } = options.incident;
  // A legal hold says nothing of what happened, and ends without a trace in the seal
  const { legalHold: _, ...recorded } = options.incident;
  const incident: JsonObject = JSON.parse(JSON.stringify(recorded));
  const {
    root,
    manifest: counts,
    throughBatch,
  } = await seals.summarise({ incidentKey: key });
  const manifest: SealManifest = {
    ...counts,
    ...(dependencies && { dependencies: sortedDependencies(dependencies) }),
  };
  const seal: EvidenceSeal = {
    id: randomUUID(),
    incidentKey: key,
    algorithm: 'sha256-merkle',
    root,
    manifest,
    incident,
    recordHash: recordHashOf({ incident, manifest }),
    sealedAt: new Date().toISOString(),
  };
  return { seal, throughBatch };
}

/** In an order that does not depend on how the catalog answered. */
function sortedDependencies(dependencies: Dependencies) {
  return Object.fromEntries(
    [...dependencies].map(([ref, refs]) => [ref, [...new Set(refs)].sort()]),
  );
}

/** Hash over the incident record and the manifest. */
export function recordHashOf(record: {
  incident: JsonObject;
  manifest: SealManifest;
}): string {
  return canonicalHash({
    incident: record.incident,
    manifest: record.manifest,
  });
}

/** What the chain says of a seal: SHA-256 of everything that it states. */
export function sealHashOf(
  seal: Pick<
    EvidenceSeal,
    'id' | 'incidentKey' | 'algorithm' | 'root' | 'recordHash' | 'sealedAt'
  > & { nodes: number; throughBatch: number },
): string {
  const { id, incidentKey, algorithm, root, recordHash, sealedAt } = seal;
  const { nodes, throughBatch } = seal;
  return canonicalHash({
    id,
    incidentKey,
    algorithm,
    root,
    nodes,
    recordHash,
    throughBatch,
    sealedAt,
  });
}
