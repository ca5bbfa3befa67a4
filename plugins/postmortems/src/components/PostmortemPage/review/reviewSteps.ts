import type { ReviewStatus } from '@postmortems/backstage-plugin-postmortems-common';
import type { PostmortemPermissions } from '../state/usePostmortemPermissions';

type ReviewStepLabel =
  | 'sendToReview'
  | 'approve'
  | 'publish'
  | 'backToDraft'
  | 'backToReview'
  | 'reopen';

type ReviewStep = { to: ReviewStatus; label: ReviewStepLabel };

/** The steps that may follow each status. The server enforces them. */
export const REVIEW_STEPS: Record<
  ReviewStatus,
  { next?: ReviewStep; others: readonly ReviewStep[] }
> = {
  draft: { next: { to: 'in_review', label: 'sendToReview' }, others: [] },
  in_review: {
    next: { to: 'approved', label: 'approve' },
    others: [{ to: 'draft', label: 'backToDraft' }],
  },
  approved: {
    next: { to: 'published', label: 'publish' },
    others: [{ to: 'in_review', label: 'backToReview' }],
  },
  published: { others: [{ to: 'in_review', label: 'reopen' }] },
};

/** Whether the reader's permissions allow a step to this status. */
export function isStepAllowed(
  to: ReviewStatus,
  { editPostmortem, approve, publish }: PostmortemPermissions,
): boolean {
  if (to === 'approved') return approve;
  if (to === 'published') return publish;
  return editPostmortem || approve || publish;
}
