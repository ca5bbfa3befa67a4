import { z } from 'zod';

/** Where a postmortem is in its review. @public */
export const reviewStatusSchema = z.enum([
  'draft',
  'in_review',
  'approved',
  'published',
]);

/** See {@link reviewStatusSchema}. @public */
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;

/** Whether people have approved the content of a postmortem. @public */
export function isApproved(status: ReviewStatus): boolean {
  return status === 'approved' || status === 'published';
}
