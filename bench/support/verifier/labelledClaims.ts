import type {
  ClaimKind,
  EvidenceSpan,
  InvestigationTrace,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ingested,
  sealOf,
} from '../../../plugins/postmortems-backend/src/__testUtils__/shopIncident';
import { SealedFacts } from '../../../plugins/postmortems-backend/src/verification';

/** A sentence that somebody wrote about an incident, with its label. */
export type LabelledClaim = {
  n: number;
  incident: string;
  true: boolean;
  class: string;
  kind: ClaimKind;
  text: string;
  spans: EvidenceSpan[];
  why?: string;
};

/** Labelled sentences, and the sealed evidence of their incidents. */
export type LabelledSet = {
  claims: LabelledClaim[];
  facts: ReadonlyMap<string, SealedFacts>;
};

type StoredIncident = {
  incident: Parameters<typeof sealOf>[0];
  evidence: (SubmitEvidenceNode & { contentHash?: string })[];
  traces?: InvestigationTrace[];
};

/** Reads `claims.json` and `incidents.json` of a folder; `undefined` without it. */
export function readLabelledSet(folder: string): LabelledSet | undefined {
  if (!existsSync(join(folder, 'claims.json'))) return undefined;
  const read = <T>(file: string): T =>
    JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const claims = read<LabelledClaim[]>('claims.json');
  const incidents = read<Record<string, StoredIncident>>('incidents.json');
  return {
    claims,
    facts: new Map(
      Object.entries(incidents).map(([key, one]) => [key, factsOf(one)]),
    ),
  };
}

function factsOf({ incident, evidence, traces = [] }: StoredIncident) {
  const nodes = ingested(evidence.map(submittedFields));
  const names = new Set([
    ...incident.services,
    ...nodes.map(({ metadata }) => metadata.service),
  ]);
  return new SealedFacts({
    seal: sealOf(incident, nodes),
    evidence: nodes,
    trace: traces[0],
    services: [...names].map(ref => ({
      ref,
      names: [ref.replace(/^.*\//, ''), ref],
    })),
  });
}

/** Stored nodes as a caller submits them. */
function submittedFields(node: SubmitEvidenceNode): SubmitEvidenceNode {
  const { id, sourceType, timestamp, payload, confidence } = node;
  const { metadata, provider, sourceUrl } = node;
  return {
    id,
    sourceType,
    timestamp,
    payload,
    // Some chat and CI of the sets names no service.
    metadata: { ...metadata, service: metadata.service || 'unknown' },
    ...(confidence !== undefined && { confidence }),
    ...(provider && { provider }),
    ...(sourceUrl && { sourceUrl }),
  };
}
