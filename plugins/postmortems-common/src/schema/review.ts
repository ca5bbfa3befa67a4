import { z } from 'zod';
import { isoTimeSchema, webUrlSchema } from './primitives';

/** @public */
export const reviewStatusSchema = z.enum([
  'draft',
  'in_review',
  'approved',
  'published',
]);

/** @public */
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;

/** How far people have come with a postmortem. @public */
export const reviewSchema = z
  .strictObject({
    status: reviewStatusSchema,
    dueAt: isoTimeSchema.optional(),
    reviewers: z.array(z.string()),
    comments: z.array(
      z.strictObject({
        id: z.string(),
        blockId: z.string().optional(),
        author: z.string(),
        text: z.string(),
        createdAt: isoTimeSchema,
      }),
    ),
    approvals: z.array(
      z.strictObject({ by: z.string(), at: isoTimeSchema, revision: z.int() }),
    ),
  })
  .meta({ id: 'Review' });

/** @public */
export type Review = z.infer<typeof reviewSchema>;

/** One target that a postmortem was published to. @public */
export const publicationSchema = z
  .strictObject({
    target: z.string(),
    externalId: z.string(),
    externalVersion: z.string(),
    url: webUrlSchema.optional(),
    contentHash: z.string(),
    publishedAt: isoTimeSchema,
    /** What was changed at the target since. */
    drift: z.string().optional(),
  })
  .meta({ id: 'Publication' });

/** @public */
export type Publication = z.infer<typeof publicationSchema>;
