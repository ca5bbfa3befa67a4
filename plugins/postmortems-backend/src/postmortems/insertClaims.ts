import {
  claimsOfBlock,
  type Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { bulkInsert, type BulkTable } from '../platform/database';

type ClaimRow = {
  postmortem_id: string;
  revision: number;
  claim_id: string;
  position: number;
  section_id: string;
  block_id: string;
  kind: string;
  text: string;
  verdict: string;
  reasons: string;
  verifier_version: string;
};

type ClaimSpanRow = {
  postmortem_id: string;
  revision: number;
  claim_id: string;
  position: number;
  evidence_id: string;
  pointer: string;
  quote: string;
};

const CLAIMS: BulkTable<ClaimRow> = {
  name: 'claims',
  columns: {
    postmortem_id: 'text',
    revision: 'integer',
    claim_id: 'text',
    position: 'integer',
    section_id: 'text',
    block_id: 'text',
    kind: 'text',
    text: 'text',
    verdict: 'text',
    reasons: 'text',
    verifier_version: 'text',
  },
};

const SPANS: BulkTable<ClaimSpanRow> = {
  name: 'claim_spans',
  columns: {
    postmortem_id: 'text',
    revision: 'integer',
    claim_id: 'text',
    position: 'integer',
    evidence_id: 'text',
    pointer: 'text',
    quote: 'text',
  },
};

/**
 * Stores the claims and spans of a revision, so that SQL can query verdicts.
 */
export async function insertClaims(
  tx: Knex.Transaction,
  revision: Revision,
): Promise<void> {
  const rows = toRows(revision);
  await bulkInsert(tx, CLAIMS, rows.claims);
  await bulkInsert(tx, SPANS, rows.spans);
}

function toRows({ postmortemId, revision, content }: Revision) {
  const claims: ClaimRow[] = [];
  const spans: ClaimSpanRow[] = [];
  for (const section of content.sections) {
    for (const block of section.blocks) {
      for (const claim of claimsOfBlock(block)) {
        const key = {
          postmortem_id: postmortemId,
          revision,
          claim_id: claim.id,
        };
        claims.push({
          ...key,
          position: claims.length,
          section_id: section.id,
          block_id: block.id,
          kind: claim.kind,
          text: claim.text,
          verdict: claim.verdict,
          reasons: JSON.stringify(claim.reasons),
          verifier_version: claim.verifierVersion,
        });
        claim.spans.forEach((span, position) =>
          spans.push({
            ...key,
            position,
            evidence_id: span.evidenceId,
            pointer: span.pointer,
            quote: span.quote,
          }),
        );
      }
    }
  }
  return { claims, spans };
}
