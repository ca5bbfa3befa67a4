import type { ReviewStatus } from '@postmortems/backstage-plugin-postmortems-common';

/** What a step of the review is called. */
export type ReviewStepLabel =
  | 'sendToReview'
  | 'approve'
  | 'publish'
  | 'backToDraft'
  | 'backToReview'
  | 'reopen';

type ReviewStep = { to: ReviewStatus; label: ReviewStepLabel };

/** Where people may lead the document from where it is; the backend decides whether it gets there. */
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
