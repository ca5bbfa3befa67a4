import {
  listClaims,
  type AuditChange,
  type PostmortemContent,
  type Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import { changesBetween } from '../platform/audit';
import type { PostmortemRow } from './postmortemRow';

/** Changed blocks that are named; a new draft changes most. */
const MAX_BLOCKS = 5;

type Facts = ReturnType<typeof factsOf>;

const VALUES = ['status', 'rootCauseStatus'] as const;

/** What the audit keeps of a revision: no text, since the revision has it. */
export function describeRevision(options: {
  before?: { row: PostmortemRow; content: PostmortemContent };
  row: PostmortemRow;
  revision: Revision;
}): { changes: AuditChange[]; details: Record<string, unknown> } {
  const { before, row, revision } = options;
  const { content, contentHash, sealId, author } = revision;
  const earlier = new Map(
    before?.content.sections.map(section => [section.id, section]),
  );
  const sections = content.sections.filter(
    section => !isDeepStrictEqual(section, earlier.get(section.id)),
  );
  const blocks = sections.flatMap(({ id, blocks: now }) => {
    const was = new Map(earlier.get(id)?.blocks.map(one => [one.id, one]));
    return now.filter(one => !isDeepStrictEqual(one, was.get(one.id)));
  });
  return {
    changes: changesBetween<Facts>(
      before ? factsOf(before.row, before.content) : {},
      factsOf(row, content),
      { values: VALUES },
    ),
    details: {
      revision: revision.revision,
      author: author.type,
      contentHash,
      sealId,
      sections: sections.map(({ id }) => id),
      ...(blocks.length <= MAX_BLOCKS && {
        blocks: blocks.map(({ id }) => id),
      }),
      ...(before && decisionsBetween(before.content, content)),
    },
  };
}

/** Possible causes that somebody confirmed, ruled out, or opened again. */
function decisionsBetween(before: PostmortemContent, after: PostmortemContent) {
  const earlier = new Map(
    listClaims(before).map(({ id, decision }) => [id, decision?.outcome]),
  );
  const decisions = listClaims(after)
    .filter(
      ({ id, decision }) =>
        earlier.has(id) && earlier.get(id) !== decision?.outcome,
    )
    .map(({ id, decision }) => ({
      claimId: id,
      outcome: decision?.outcome ?? 'open',
    }));
  return decisions.length > 0 && { decisions: decisions.slice(0, MAX_BLOCKS) };
}

function factsOf(row: PostmortemRow, content: PostmortemContent) {
  return {
    status: row.status,
    rootCauseStatus: row.root_cause_status,
    revision: row.revision,
    title: row.title,
    supported: row.claims_supported,
    unverified: row.claims_unverified,
    unsupported: row.claims_unsupported,
    contradicted: row.claims_contradicted,
    attested: row.claims_attested,
    // Left out where it is not so
    undeterminedAccepted: content.undeterminedAccepted ? true : undefined,
  };
}
