import { z } from 'zod';
import { actionItemSchema } from './actionItem';
import { categoryChoiceSchema, categoryIdSchema } from './category';
import {
  claimKindSchema,
  claimSchema,
  draftClaimSchema,
  evidenceSpanSchema,
  verdictCountsSchema,
  verdictSchema,
} from './claim';
import { sourceTypeSchema } from './evidence';
import { severitySchema, visibilitySchema } from './incident';
import { entityRefSchema, isoTimeSchema, SEAL_EVIDENCE_ID } from './primitives';
import { reviewStatusSchema } from './review';
import {
  sectionIdSchema,
  templateResolutionSchema,
  type SectionId,
} from './template';

/** Who wrote a block or a revision. @public */
export const authorSchema = z
  .discriminatedUnion('type', [
    /** Computed from the evidence; `name` and `version` of the synthesiser. */
    z.strictObject({
      type: z.literal('deterministic'),
      name: z.string(),
      version: z.string(),
    }),
    z.strictObject({
      type: z.literal('model'),
      name: z.string(),
      version: z.string(),
    }),
    z.strictObject({ type: z.literal('person'), ref: z.string() }),
    /** An agent or tool with a token of its own; it only chooses categories. */
    z.strictObject({ type: z.literal('machine'), subject: z.string() }),
  ])
  .meta({ id: 'Author' });

/** @public */
export type Author = z.infer<typeof authorSchema>;

/**
 * The smallest part that can be edited on its own. Its id stays the same when the same thing is written again from the
 * same evidence.
 *
 * @public
 */
export const blockSchema = z
  .strictObject({
    id: z.string(),
    type: z.enum(['paragraph', 'item', 'timeline_entry', 'action_item']),
    author: authorSchema,
    claims: z.array(claimSchema),
    /** For a timeline entry: when, from which sources, and how many nodes it merges. */
    timeline: z
      .strictObject({
        at: isoTimeSchema,
        /** The time as the template's format and granularity show it. */
        label: z.string(),
        sourceTypes: z.array(sourceTypeSchema),
        merged: z.int(),
      })
      .optional(),
    actionItem: actionItemSchema.optional(),
    /** Only on a cause or a contributing factor, once somebody has chosen it. */
    category: categoryChoiceSchema.optional(),
    /** Only on a block that a person wrote. */
    generated: z
      .strictObject({
        /** The sentences that stood here when the person wrote theirs. */
        base: z.array(z.string()),
        /** What would be written from the evidence today; different from `base` when the evidence says something new. */
        latest: z.array(draftClaimSchema),
      })
      .optional(),
  })
  .meta({ id: 'Block' });

/** @public */
export type Block = z.infer<typeof blockSchema>;

/** @public */
export const sectionSchema = z
  .strictObject({
    id: sectionIdSchema,
    title: z.string(),
    blocks: z.array(blockSchema),
  })
  .meta({ id: 'Section' });

/** @public */
export type Section = z.infer<typeof sectionSchema>;

/** What a model did for a document: what it cost, what it saw, and which of its sentences did not stand. @public */
export const modelRunSchema = z
  .strictObject({
    /** Id of the module that asked the model. */
    synthesiser: z.string(),
    model: z.string(),
    /** `failed`: nothing of the model is in the document, which was written without it. */
    status: z.enum(['complete', 'partial', 'failed']),
    message: z.string().optional(),
    sections: z.array(
      z.strictObject({
        id: sectionIdSchema,
        status: z.enum(['written', 'none_kept', 'failed']),
        message: z.string().optional(),
      }),
    ),
    sentences: z.strictObject({
      kept: z.int(),
      /** Of those kept, the ones that stood only at the second attempt. */
      repaired: z.int(),
      dropped: z.int(),
    }),
    /** The first of the sentences that were dropped, and why. */
    dropped: z.array(
      z.strictObject({
        section: sectionIdSchema,
        text: z.string(),
        reasons: z.array(z.string()),
      }),
    ),
    /** Evidence that fitted into the token budget, and that was kept back because it speaks to models, of all that was sealed. */
    evidence: z.strictObject({
      offered: z.int(),
      withheld: z.int(),
      total: z.int(),
    }),
    /** Secrets and names that were blanked out before anything was sent. */
    redactions: z.int(),
    usage: z.strictObject({
      requests: z.int(),
      inputTokens: z.int(),
      outputTokens: z.int(),
    }),
    /** Only when prices are configured. */
    cost: z
      .strictObject({ amount: z.number(), currency: z.string() })
      .optional(),
    durationMs: z.int(),
  })
  .meta({ id: 'ModelRun' });

/** @public */
export type ModelRun = z.infer<typeof modelRunSchema>;

/** The part of a postmortem that revisions record. @public */
export const postmortemContentSchema = z
  .strictObject({
    title: z.string(),
    template: templateResolutionSchema,
    /** `undetermined`: nothing validated names a cause. */
    rootCauseStatus: z.enum(['determined', 'undetermined']),
    sections: z.array(sectionSchema),
    /** Only when a model took part. */
    modelRun: modelRunSchema.optional(),
  })
  .meta({ id: 'PostmortemContent' });

/** @public */
export type PostmortemContent = z.infer<typeof postmortemContentSchema>;

/** Sentences whose verdict is another one than when the document was last approved or published. @public */
export const verdictChangesSchema = z
  .strictObject({
    /** The revision that was approved or published. */
    sinceRevision: z.int(),
    items: z.array(
      z.strictObject({
        claimId: z.string(),
        text: z.string(),
        from: verdictSchema,
        to: verdictSchema,
      }),
    ),
  })
  .meta({ id: 'VerdictChanges' });

/** @public */
export const postmortemInputSchema = z.enum(['incident', 'evidence']);

/** What a document is written from. @public */
export type PostmortemInput = z.infer<typeof postmortemInputSchema>;

/** @public */
export type VerdictChanges = z.infer<typeof verdictChangesSchema>;

/** The postmortem document at its newest revision. @public */
export const postmortemSchema = postmortemContentSchema
  .extend({
    id: z.string(),
    incidentKey: z.string(),
    status: reviewStatusSchema,
    revision: z.int(),
    sealId: z.string(),
    traceId: z.string().optional(),
    verdictCounts: verdictCountsSchema,
    /** The revision that people last approved or published, if any. */
    approvedRevision: z.int().optional(),
    /** Only when something has changed under an approved or published document. */
    verdictChanges: verdictChangesSchema.optional(),
    /** What has changed since the words were last written: the incident's record, or its evidence. Absent when nothing has. */
    changedSinceDrafted: z.array(postmortemInputSchema).optional(),
    /**
     * Category that the words of a block suggest, by the block's id. Only for blocks without a category; never stored, and counted nowhere
     * until somebody takes it.
     */
    suggestedCategories: z.record(z.string(), categoryIdSchema).optional(),
    createdAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
  })
  .meta({ id: 'Postmortem' });

/** @public */
export type Postmortem = z.infer<typeof postmortemSchema>;

/** One step of the review, as a person took it. @public */
export const reviewStepSchema = z
  .strictObject({
    from: reviewStatusSchema,
    to: reviewStatusSchema,
    /** Ref of who took it, or the subject of a machine. */
    by: z.string(),
    at: isoTimeSchema,
    reason: z.string(),
  })
  .meta({ id: 'ReviewStep' });

/** @public */
export type ReviewStep = z.infer<typeof reviewStepSchema>;

/** One immutable state of a postmortem. @public */
export const revisionSchema = z
  .strictObject({
    postmortemId: z.string(),
    revision: z.int(),
    author: authorSchema,
    reason: z.string(),
    sealId: z.string(),
    traceId: z.string().optional(),
    contentHash: z.string(),
    content: postmortemContentSchema,
    createdAt: isoTimeSchema,
  })
  .meta({ id: 'Revision' });

/** @public */
export type Revision = z.infer<typeof revisionSchema>;

/** A revision with the steps of the review that it went through, oldest first. @public */
export const reviewedRevisionSchema = revisionSchema
  .extend({ reviewSteps: z.array(reviewStepSchema) })
  .meta({ id: 'ReviewedRevision' });

/** @public */
export type ReviewedRevision = z.infer<typeof reviewedRevisionSchema>;

/** A postmortem as lists show it. @public */
export const postmortemSummarySchema = z
  .strictObject({
    id: z.string(),
    incidentKey: z.string(),
    title: z.string(),
    status: reviewStatusSchema,
    rootCauseStatus: z.enum(['determined', 'undetermined']),
    revision: z.int(),
    verdictCounts: verdictCountsSchema,
    /** Action items that are taken on and not finished. */
    openActionItems: z.int(),
    /** Action items that nobody has taken on or dropped yet. */
    proposedActionItems: z.int(),
    createdAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
    incident: z.strictObject({
      severity: severitySchema,
      services: z.array(entityRefSchema),
      startedAt: isoTimeSchema,
      resolvedAt: isoTimeSchema.optional(),
      visibility: visibilitySchema,
    }),
  })
  .meta({ id: 'PostmortemSummary' });

/** @public */
export type PostmortemSummary = z.infer<typeof postmortemSummarySchema>;

/** Body of `PUT /postmortems/:id/blocks/:blockId`. @public */
export const editBlockSchema = z
  .strictObject({
    /** The revision that the writer saw. */
    baseRevision: z.int().min(1),
    /**
     * None at all takes the block out of the document; it can be written again. A block with an action item is taken out only once that
     * has been dropped.
     */
    claims: z
      .array(
        z.strictObject({
          text: z.string().trim().min(1).max(4000),
          kind: claimKindSchema,
          spans: z.array(evidenceSpanSchema).max(50).default([]),
          /** The writer vouches for it in person, where no system recorded it. */
          attest: z.boolean().default(false),
        }),
      )
      .max(50),
  })
  .meta({ id: 'EditBlock' });

/** @public */
export type EditBlock = z.output<typeof editBlockSchema>;

/** Body of `POST /postmortems/:id/transitions`. @public */
export const transitionSchema = z
  .strictObject({
    to: reviewStatusSchema,
    reason: z.string().trim().min(1).max(2000),
  })
  .meta({ id: 'Transition' });

/** @public */
export type Transition = z.infer<typeof transitionSchema>;

/**
 * Whether the evidence says something else today than when a person wrote a block.
 *
 * @public
 */
export function hasNewerGeneratedText({ generated }: Block): boolean {
  return (
    generated !== undefined &&
    (generated.base.length !== generated.latest.length ||
      generated.latest.some(
        ({ text }, index) => text !== generated.base[index],
      ))
  );
}

/** Sections that say why, and whose blocks can have a category. @public */
export const CATEGORY_SECTIONS: readonly SectionId[] = [
  'rootCause',
  'contributingFactors',
  'waysOfWorking',
];

/**
 * Whether a block names a cause or factor that can have a category. That none is known cites the manifest of the seal alone, and is no
 * cause.
 *
 * @public
 */
export function canHaveCategory(section: SectionId, { claims }: Block) {
  return (
    CATEGORY_SECTIONS.includes(section) &&
    claims.some(
      ({ spans }) =>
        spans.length === 0 ||
        spans.some(({ evidenceId }) => evidenceId !== SEAL_EVIDENCE_ID),
    )
  );
}
