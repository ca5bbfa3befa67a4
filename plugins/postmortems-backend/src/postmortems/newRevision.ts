import { InputError } from '@backstage/errors';
import {
  countVerdicts,
  isApproved,
  listClaims,
  type ActionItem,
  type Claim,
  type ReviewStatus,
  type Revision,
  type VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentMetricsOf, type ContentMetrics } from '../orgMetrics';
import { assertStorable, toSearchText } from '../platform/database';
import { canonicalHash } from '../platform/hashing';

/** A revision that is to be stored, with everything that follows from it. */
export type NewRevision = Pick<
  Revision,
  'author' | 'reason' | 'sealId' | 'traceId' | 'content'
> & {
  incidentKey: string;
  contentHash: string;
  verdictCounts: VerdictCounts;
  proposals: ActionItem[];
  contentMetrics: ContentMetrics;
  searchText: string;
};

/**
 * Throws `InputError` when the content cannot be stored or two claims have the
 * same id.
 */
export function newRevision(
  revision: Pick<
    Revision,
    'author' | 'reason' | 'sealId' | 'traceId' | 'content'
  > & { incidentKey: string },
): NewRevision {
  assertStorable(revision);
  const { content, incidentKey } = revision;
  const claims = listClaims(content);
  assertDistinctIds(claims);
  return {
    ...revision,
    contentHash: canonicalHash(content),
    verdictCounts: countVerdicts(claims),
    proposals: content.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap(({ actionItem }) => actionItem ?? []),
    contentMetrics: contentMetricsOf(content),
    searchText: toSearchText(content.title, incidentKey),
  };
}

/** An approval covers what was approved: later content is reviewed again. */
export function statusAfterRevision(
  status: ReviewStatus = 'draft',
): ReviewStatus {
  return isApproved(status) ? 'in_review' : status;
}

function assertDistinctIds(claims: readonly Claim[]): void {
  const seen = new Set<string>();
  for (const { id } of claims) {
    if (seen.has(id)) {
      throw new InputError(`Claim id '${id}' stands for more than one claim`);
    }
    seen.add(id);
  }
}
