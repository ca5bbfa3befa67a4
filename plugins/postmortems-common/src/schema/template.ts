import { z } from 'zod';
import { sourceTypeSchema } from './evidence';
import { evidenceProfileSchema, sectionSourcesSchema } from './evidenceRouting';

/** What configuration, annotations and requests call a template. @public */
export const templateNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be a short name such as v2.4',
  );

/** Raised by the authors of a template when they change it. */
const templateVersionSchema = z.string().trim().min(1).max(64);

/** Where a template says nothing of the confidence that evidence needs. @public */
export const DEFAULT_MIN_CONFIDENCE = 0.5;

const title = z.string().trim().min(1).max(100).optional();
/** Types of evidence that the section is drafted from; without it as configured. */
const evidence = sectionSourcesSchema.optional();

/** Ids of the sections that the product writes, in their default order. @public */
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

/** Id of a section that the product writes. @public */
export type StandardSectionId = (typeof SECTION_IDS)[number];

/** Id of a section that a template defines. @public */
export const customSectionIdSchema = z.templateLiteral([
  'custom-',
  z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
]);

/** See {@link customSectionIdSchema}. @public */
export type CustomSectionId = z.infer<typeof customSectionIdSchema>;

/** Id of a section. @public */
export const sectionIdSchema = z.union([
  z.enum(SECTION_IDS),
  customSectionIdSchema,
]);

/** See {@link sectionIdSchema}. @public */
export type SectionId = z.infer<typeof sectionIdSchema>;

/** Whether a template defines the section, in place of the product. @public */
export function isCustomSection(id: SectionId): id is CustomSectionId {
  return id.startsWith('custom-');
}

/** Most sections that a template defines. */
const MAX_CUSTOM_SECTIONS = 20;

/**
 * What a section that a template defines is for. Shown to those who write it; a
 * section without content is left out of exports.
 *
 * @public
 */
export const sectionGuidanceSchema = z
  .strictObject({
    /** Questions that the section answers. */
    questions: z.array(z.string().trim().min(1).max(300)).min(1).max(10),
    /** Without content the postmortem cannot be approved. */
    required: z.boolean().default(false),
    /** Types of evidence that are offered beside it; all, where none is named. */
    evidence: z.array(sourceTypeSchema).max(4).default([]),
    /** Who writes the first draft. `model`: a model where one is configured, else people. */
    writer: z.enum(['people', 'model']).default('people'),
  })
  .meta({ id: 'SectionGuidance' });

/** See {@link sectionGuidanceSchema}. @public */
export type SectionGuidance = z.infer<typeof sectionGuidanceSchema>;

/**
 * Versioned sections and rules of postmortems, kept as YAML in version control.
 * A section that is absent from `sections` is left out; `summary`, `timeline`,
 * `rootCause` and `actionItems` are required. An organisation adds its own under
 * `custom`.
 *
 * @public
 */
export const postmortemTemplateSchema = z
  .strictObject({
    name: templateNameSchema,
    version: templateVersionSchema.default('1'),
    title: z.string().trim().min(1).max(200),
    description: z.string().trim().max(2000).optional(),
    sections: z.strictObject({
      summary: z.strictObject({
        title,
        /** Characters. */
        maxLength: z.int().min(100).max(10_000),
        tone: z.enum(['executive', 'technical']),
      }),
      impact: z.strictObject({ title, evidence }).optional(),
      timeline: z.strictObject({
        title,
        evidence,
        /** `local`: the time zone of the group that owns the primary service, by its annotation `postmortems.dev/time-zone`. */
        format: z.enum(['utc', 'local']),
        granularity: z.enum(['minute', 'hour']),
        /** Most entries shown; the rest is folded between them. */
        maxEntries: z.int().min(10).max(2000).default(40),
      }),
      rootCause: z.strictObject({
        title,
        evidence,
        /** A cause can be confirmed only when telemetry, a deployment or a step that was evaluated again ties it to the incident. */
        requireEvidence: z.boolean(),
        /** Links of a causal chain: how far down its dependencies causes of a service are looked for. */
        maxDepth: z.int().min(1).max(10),
        /** Hours before the first sign of the incident in which changes are possible causes. */
        lookbackHours: z.int().min(1).max(720).default(24),
        /** `block`: no postmortem is generated until evidence ties a possible cause to the incident. */
        whenUnsupported: z
          .enum(['undetermined', 'block'])
          .default('undetermined'),
      }),
      contributingFactors: z.strictObject({ title, evidence }).optional(),
      /** Contributing factors in how people work together, without names of people. */
      waysOfWorking: z.strictObject({ title }).optional(),
      ruledOut: z.strictObject({ title, evidence }).optional(),
      notChecked: z.strictObject({ title }).optional(),
      actionItems: z.strictObject({
        title,
        evidence,
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
      /** Sections of the organisation's own, by id. */
      custom: z
        .record(
          customSectionIdSchema,
          sectionGuidanceSchema.extend({
            title: z.string().trim().min(1).max(100),
          }),
        )
        .refine(
          sections => Object.keys(sections).length <= MAX_CUSTOM_SECTIONS,
          `must be at most ${MAX_CUSTOM_SECTIONS} sections`,
        )
        .default({}),
    }),
    /** Which evidence sections are drafted from, and what an approval demands. Goes before the configuration. */
    profile: evidenceProfileSchema.optional(),
    /**
     * Evidence that its source is less sure of carries no supported claim and no
     * confirmed cause alone.
     */
    minConfidence: z.number().min(0).max(1).default(DEFAULT_MIN_CONFIDENCE),
    /**
     * What happens to claims of a model that are not supported: `keep` shows
     * them with their verdict. Contradicted ones are always dropped.
     */
    unsupportedModelClaims: z.enum(['drop', 'keep']).default('drop'),
    /** When something is done without being asked. */
    schedule: z
      .strictObject({
        /** Hours from the end of an incident to its draft, a week at most; `null`: never. */
        generateAfterHours: z.number().min(0).max(167).nullable(),
      })
      .optional(),
    /** Order of the sections; those not listed follow in the default order. */
    order: z
      .array(sectionIdSchema)
      .max(SECTION_IDS.length + MAX_CUSTOM_SECTIONS)
      .default([]),
  })
  .meta({ id: 'PostmortemTemplate' });

/** See {@link postmortemTemplateSchema}. @public */
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
    /** The entity, severity or tier of this step. */
    subject: z.string().optional(),
    /** The template that it names, if any. */
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

/** The template that was chosen, and why. @public */
export const templateResolutionSchema = z
  .strictObject({
    name: templateNameSchema,
    version: templateVersionSchema,
    title: z.string(),
    reason: z.string(),
    chain: z.array(templateResolutionStepSchema),
  })
  .meta({ id: 'TemplateResolution' });

/** See {@link templateResolutionSchema}. @public */
export type TemplateResolution = z.infer<typeof templateResolutionSchema>;
/** See {@link templateResolutionStepSchema}. @public */
export type TemplateResolutionStep = z.infer<
  typeof templateResolutionStepSchema
>;
