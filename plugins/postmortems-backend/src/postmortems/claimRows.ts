import type { PostmortemContent } from '@postmortems/backstage-plugin-postmortems-common';
import type { ClaimRow, ClaimSpanRow } from '../platform/database/tables';

/** The rows of all claims of a revision, in the order of the document. */
export function toClaimRows(options: {
  postmortemId: string;
  revision: number;
  content: PostmortemContent;
}): { claims: ClaimRow[]; spans: ClaimSpanRow[] } {
  const claims: ClaimRow[] = [];
  const spans: ClaimSpanRow[] = [];
  for (const section of options.content.sections) {
    for (const block of section.blocks) {
      for (const claim of block.claims) {
        const key = {
          postmortem_id: options.postmortemId,
          revision: options.revision,
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
