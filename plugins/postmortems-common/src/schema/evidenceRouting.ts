import { z } from 'zod';
import { sourceTypeSchema } from './evidence';

/**
 * Sections whose evidence can be limited to some types. The summary follows
 * those that it sums up, and "Not checked" tells of all evidence.
 *
 * @public
 */
export const ROUTED_SECTION_IDS = [
  'impact',
  'timeline',
  'rootCause',
  'contributingFactors',
  'ruledOut',
  'actionItems',
] as const;

/** See {@link ROUTED_SECTION_IDS}. @public */
export type RoutedSectionId = (typeof ROUTED_SECTION_IDS)[number];

/** Types of evidence that may feed a section. @public */
export const sectionSourcesSchema = z
  .array(sourceTypeSchema)
  .min(1, 'must name a type of evidence')
  .max(4);

/**
 * Types of evidence that may feed sections. One that is not named takes all.
 *
 * @public
 */
export const sectionEvidenceSchema = z
  .strictObject({
    summary: sectionSourcesSchema.optional(),
    impact: sectionSourcesSchema.optional(),
    timeline: sectionSourcesSchema.optional(),
    rootCause: sectionSourcesSchema.optional(),
    contributingFactors: sectionSourcesSchema.optional(),
    ruledOut: sectionSourcesSchema.optional(),
    actionItems: sectionSourcesSchema.optional(),
  })
  .meta({ id: 'SectionEvidence' });

/** See {@link sectionEvidenceSchema}. @public */
export type SectionEvidence = z.infer<typeof sectionEvidenceSchema>;

/**
 * Named ways to write a postmortem: from what people wrote, from monitoring and
 * deployments, from an investigation, or so that an auditor can follow each claim.
 *
 * @public
 */
export const evidenceProfileSchema = z.enum([
  'chatTranscript',
  'observabilityStitched',
  'agenticInvestigation',
  'provenanceValidated',
]);

/** See {@link evidenceProfileSchema}. @public */
export type EvidenceProfile = z.infer<typeof evidenceProfileSchema>;

/** By which profile a revision was drafted, and which evidence that left out. @public */
export const evidenceRoutingSchema = z
  .strictObject({
    /** Absent when there was no evidence to choose by. */
    profile: evidenceProfileSchema.optional(),
    /** `evidence`: by the types of evidence that there were. */
    chosenBy: z.enum(['template', 'configuration', 'evidence']),
    /** One sentence for readers. */
    reason: z.string(),
    sections: sectionEvidenceSchema,
    /** Evidence that a section does not use, because it does not take its type. */
    unused: z.array(
      z.strictObject({
        section: z.enum(ROUTED_SECTION_IDS),
        sourceType: sourceTypeSchema,
        /** Pieces of evidence. */
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'EvidenceRouting' });

/** See {@link evidenceRoutingSchema}. @public */
export type EvidenceRouting = z.infer<typeof evidenceRoutingSchema>;
