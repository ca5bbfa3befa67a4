import { z } from 'zod';
import { isoTimeSchema } from './primitives';

/**
 * What is kept of an incident's evidence, and what its sources still have.
 *
 * @public
 */
export const evidenceArchiveSchema = z
  .strictObject({
    /**
     * `open`: the incident is not over, or nothing is due yet; `collecting`: some
     * source is asked again; `complete`: every source was asked and the evidence is
     * sealed; `incomplete`: sealed, and what `failures` names was not had in time; it is asked again for a week.
     */
    state: z.enum(['open', 'collecting', 'complete', 'incomplete']),
    /** When the evidence was sealed last without being asked for. */
    archivedAt: isoTimeSchema.optional(),
    /** When sources that failed are asked again. */
    nextAt: isoTimeSchema.optional(),
    /** Until when they are asked. */
    deadline: isoTimeSchema.optional(),
    /** Sources that could not be asked for all that they have, and why. */
    failures: z.array(
      z.strictObject({
        source: z.string(),
        message: z.string(),
        /**
         * When the source begins to delete what it has of the incident; absent if
         * that is not known.
         */
        until: isoTimeSchema.optional(),
      }),
    ),
    /** Providers that forget, the soonest first. */
    forgetting: z.array(
      z.strictObject({
        provider: z.string(),
        /** When the first piece of evidence is gone at its source. */
        from: isoTimeSchema,
        /** When the last one is. */
        to: isoTimeSchema,
        nodes: z.int(),
      }),
    ),
  })
  .meta({ id: 'EvidenceArchive' });

/** See {@link evidenceArchiveSchema}. @public */
export type EvidenceArchive = z.infer<typeof evidenceArchiveSchema>;
