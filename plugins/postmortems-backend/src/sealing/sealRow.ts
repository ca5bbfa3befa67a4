import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';

/** Columns of the table of superseded seals, for a seal that is. */
type SupersededRow = {
  superseded_by?: string | null;
  superseded_at?: string;
  superseded_reason?: string;
};

export type SealRow = SupersededRow & {
  id: string;
  incident_key: string;
  algorithm: string;
  root: string;
  manifest: string;
  incident: string;
  record_hash: string;
  through_batch: number;
  sealed_at: string;
};

export function toSealRow(seal: EvidenceSeal, throughBatch: number): SealRow {
  return {
    id: seal.id,
    incident_key: seal.incidentKey,
    algorithm: seal.algorithm,
    root: seal.root,
    manifest: JSON.stringify(seal.manifest),
    incident: JSON.stringify(seal.incident),
    record_hash: seal.recordHash,
    through_batch: throughBatch,
    sealed_at: seal.sealedAt,
  };
}

export function fromSealRow(row: SealRow): EvidenceSeal {
  return {
    id: row.id,
    incidentKey: row.incident_key,
    algorithm: row.algorithm as EvidenceSeal['algorithm'],
    root: row.root,
    manifest: JSON.parse(row.manifest),
    incident: JSON.parse(row.incident),
    recordHash: row.record_hash,
    sealedAt: row.sealed_at,
    ...(row.superseded_by && {
      superseded: {
        by: row.superseded_by,
        at: row.superseded_at!,
        reason: row.superseded_reason!,
      },
    }),
  };
}
