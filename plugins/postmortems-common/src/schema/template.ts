import { z } from 'zod';

/** @public */
export const templateVersionSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be a short name such as v2.4',
  );

const title = z.string().trim().min(1).max(100).optional();

/** Ids of the sections, in the order in which they stand unless the template says otherwise. @public */
export const SECTION_IDS = [
  'summary',
  'impact',
  'timeline',
  'rootCause',
  'contributingFactors',
  'waysOfWorking',
  'ruledOut',
  'notChecked',
  'actionItems',
] as const;

/** @public */
export const sectionIdSchema = z.enum(SECTION_IDS);

/** @public */
export type SectionId = z.infer<typeof sectionIdSchema>;

/**
 * Versioned sections and rules of a postmortem, kept as YAML in version control. A section that is absent from
 * `sections` is left out of the document; `summary`, `timeline`, `rootCause` and `actionItems` cannot be left out.
 *
 * @public
 */
export const postmortemTemplateSchema = z
  .strictObject({
    version: templateVersionSchema,
    title: z.string().trim().min(1).max(200),
    description: z.string().trim().max(2000).optional(),
    sections: z.strictObject({
      summary: z.strictObject({
        title,
        /** Characters. */
        maxLength: z.int().min(100).max(10_000),
        tone: z.enum(['executive', 'technical']),
      }),
      impact: z.strictObject({ title }).optional(),
      timeline: z.strictObject({
        title,
        format: z.enum(['utc', 'local']),
        granularity: z.enum(['minute', 'hour']),
        /** Most entries shown; what was left out is counted in words. */
        maxEntries: z.int().min(10).max(2000).default(200),
      }),
      rootCause: z.strictObject({
        title,
        requireEvidence: z.boolean(),
        /** Links in a causal chain. */
        maxDepth: z.int().min(1).max(10),
      }),
      contributingFactors: z.strictObject({ title }).optional(),
      /** How people work together: factors that lie there are told without names, apart from causes in the system. */
      waysOfWorking: z.strictObject({ title }).optional(),
      ruledOut: z.strictObject({ title }).optional(),
      notChecked: z.strictObject({ title }).optional(),
      actionItems: z.strictObject({
        title,
        assigneeRequired: z.boolean(),
        dueDateRequired: z.boolean(),
        /** Days until due, by priority. */
        dueInDays: z
          .strictObject({
            high: z.int().min(1).max(365),
            medium: z.int().min(1).max(365),
            low: z.int().min(1).max(365),
          })
          .default({ high: 14, medium: 30, low: 90 }),
      }),
    }),
    /** What becomes of a model's sentence that the evidence does not bear out. Contradicted ones are always dropped. */
    unsupportedModelClaims: z.enum(['drop', 'keep']).default('drop'),
    /** Order of the sections; those not named follow in the usual order. */
    order: z.array(sectionIdSchema).max(SECTION_IDS.length).default([]),
  })
  .meta({ id: 'PostmortemTemplate' });

/** @public */
export type PostmortemTemplate = z.infer<typeof postmortemTemplateSchema>;

/** One place where a template was looked for. @public */
export const templateResolutionStepSchema = z
  .strictObject({
    level: z.enum([
      'request',
      'entity',
      'system',
      'domain',
      'owner',
      'severity',
      'tier',
      'default',
    ]),
    /** The entity, severity or tier that was asked. */
    subject: z.string().optional(),
    /** What it named, if anything. */
    template: z.string().optional(),
    outcome: z.enum([
      'chosen',
      'nothing_set',
      'unknown_template',
      'not_reached',
    ]),
    reason: z.string(),
  })
  .meta({ id: 'TemplateResolutionStep' });

/** The chosen template, and why. @public */
export const templateResolutionSchema = z
  .strictObject({
    version: templateVersionSchema,
    title: z.string(),
    reason: z.string(),
    chain: z.array(templateResolutionStepSchema),
  })
  .meta({ id: 'TemplateResolution' });

/** @public */
export type TemplateResolution = z.infer<typeof templateResolutionSchema>;
/** @public */
export type TemplateResolutionStep = z.infer<
  typeof templateResolutionStepSchema
>;
