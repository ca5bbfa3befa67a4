import { z } from 'zod';
import { actionItemSchema } from './actionItem';
import type {
  CandidateCauseAssertion,
  CauseCounterEvidence,
  CauseTie,
} from './assertion';
import { categoryChoiceSchema, categoryIdSchema } from './category';
import {
  claimKindSchema,
  claimSchema,
  draftClaimSchema,
  evidenceSpanSchema,
  givenAssertionsSchema,
  verdictCountsSchema,
  verdictSchema,
  type Claim,
  type DraftClaim,
} from './claim';
import { sourceTypeSchema } from './evidence';
import { evidenceRoutingSchema } from './evidenceRouting';
import { severitySchema, visibilitySchema } from './incident';
import {
  MAX_NUMBER,
  entityRefSchema,
  isoTimeSchema,
  SEAL_EVIDENCE_ID,
} from './primitives';
import { reviewStatusSchema } from './review';
import {
  sectionGuidanceSchema,
  sectionIdSchema,
  templateResolutionSchema,
  type SectionId,
} from './template';

/** Who wrote a block or a revision. @public */
export const authorSchema = z
  .discriminatedUnion('type', [
    /** Computed from the evidence; `name` and `version` of the drafting code. */
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

/** See {@link authorSchema}. @public */
export type Author = z.infer<typeof authorSchema>;

/**
 * A part of an incident. `before`: until the impact began; then each until the
 * next one that is known.
 *
 * @public
 */
export const incidentPhaseSchema = z.enum([
  'before',
  'impact',
  'detected',
  'response',
  'mitigated',
  'recovered',
]);

/** See {@link incidentPhaseSchema}. @public */
export type IncidentPhase = z.infer<typeof incidentPhaseSchema>;

/**
 * The smallest part of a postmortem that can be edited. Drafting again from the
 * same evidence keeps its id.
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
        /** The part of the incident in which it happened. */
        phase: incidentPhaseSchema.optional(),
        /** The day, in the zone of the document, where the incident lasted so long that it is told by days. */
        day: z.string().optional(),
        /** Regions that its evidence names, where the entries of a timeline are of several. */
        regions: z.array(z.string()).optional(),
      })
      .optional(),
    /** Claims that are folded behind a line until a reader opens it. */
    more: z
      .strictObject({ label: z.string(), claims: z.array(claimSchema) })
      .optional(),
    actionItem: actionItemSchema.optional(),
    /** Only on a cause or a contributing factor, once chosen. */
    category: categoryChoiceSchema.optional(),
    /** Only on a block that a person wrote. */
    generated: z
      .strictObject({
        /** Texts of the generated claims that the person replaced. */
        base: z.array(z.string()),
        /**
         * Claims that would be generated now; they differ from `base` when the
         * evidence has changed.
         */
        latest: z.array(draftClaimSchema),
      })
      .optional(),
  })
  .meta({ id: 'Block' });

/** See {@link blockSchema}. @public */
export type Block = z.infer<typeof blockSchema>;

/** A section of a postmortem. @public */
export const sectionSchema = z
  .strictObject({
    id: sectionIdSchema,
    title: z.string(),
    /** Only of a section that a template defines. */
    guidance: sectionGuidanceSchema.optional(),
    blocks: z.array(blockSchema),
    /** Ids of blocks in the order that a person gave them. Absent until somebody moves one. */
    order: z.array(z.string()).optional(),
  })
  .meta({ id: 'Section' });

/** See {@link sectionSchema}. @public */
export type Section = z.infer<typeof sectionSchema>;

/**
 * Whether a block is removed: a person took its claims out, or an action item
 * never had any. Folded claims stay.
 *
 * @public
 */
export function isRemovedBlock({
  claims,
  more,
  actionItem,
  generated,
}: Pick<Block, 'claims' | 'more' | 'actionItem' | 'generated'>): boolean {
  const hasMore = more !== undefined && more.claims.length > 0;
  return (
    claims.length === 0 && !hasMore && (!actionItem || generated !== undefined)
  );
}

/** Whether anything stands in a section. @public */
export function hasContent({ blocks }: Pick<Section, 'blocks'>): boolean {
  return blocks.some(block => !isRemovedBlock(block));
}

/**
 * How a model took part in a draft: the evidence that it saw, the claims that
 * were kept and dropped, and the cost.
 *
 * @public
 */
export const modelRunSchema = z
  .strictObject({
    /** Id of the module that called the model, e.g. `openai`. */
    provider: z.string(),
    model: z.string(),
    /** `failed`: the postmortem was drafted without the model. */
    status: z.enum(['complete', 'partial', 'failed']),
    message: z.string().optional(),
    sections: z.array(
      z.strictObject({
        id: sectionIdSchema,
        status: z.enum(['written', 'none_kept', 'failed']),
        message: z.string().optional(),
      }),
    ),
    claims: z.strictObject({
      kept: z.int(),
      /** How many of the kept ones passed only after a repair. */
      repaired: z.int(),
      dropped: z.int(),
    }),
    /** The first dropped claims, and why. */
    dropped: z.array(
      z.strictObject({
        section: sectionIdSchema,
        text: z.string(),
        reasons: z.array(z.string()),
      }),
    ),
    /**
     * Numbers of sealed nodes: within the token budget, withheld as possible
     * prompt injections, and in total.
     */
    evidence: z.strictObject({
      offered: z.int(),
      withheld: z.int(),
      total: z.int(),
    }),
    /** Secrets and names that were replaced in what was sent. */
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

/** See {@link modelRunSchema}. @public */
export type ModelRun = z.infer<typeof modelRunSchema>;

/**
 * What is known of the root cause: nothing, candidates of which none is
 * confirmed, or a confirmed cause.
 *
 * @public
 */
export const rootCauseStatusSchema = z.enum([
  'undetermined',
  'candidates',
  'confirmed',
]);

/** See {@link rootCauseStatusSchema}. @public */
export type RootCauseStatus = z.infer<typeof rootCauseStatusSchema>;

/**
 * A person accepts, in words, that the root cause is undetermined. Only while no
 * cause is confirmed.
 *
 * @public
 */
export const undeterminedAcceptanceSchema = z
  .strictObject({
    /** User entity ref. */
    by: z.string(),
    at: isoTimeSchema,
    reason: z.string(),
  })
  .meta({ id: 'UndeterminedAcceptance' });

/** See {@link undeterminedAcceptanceSchema}. @public */
export type UndeterminedAcceptance = z.infer<
  typeof undeterminedAcceptanceSchema
>;

/** The part of a postmortem that revisions store. @public */
export const postmortemContentSchema = z
  .strictObject({
    title: z.string(),
    template: templateResolutionSchema,
    rootCauseStatus: rootCauseStatusSchema,
    undeterminedAccepted: undeterminedAcceptanceSchema.optional(),
    sections: z.array(sectionSchema),
    /** IANA time zone in which sentences tell times; UTC without it. */
    timeZone: z.string().max(100).optional(),
    /** Only when a model took part. */
    modelRun: modelRunSchema.optional(),
    /** Absent in revisions from before there was routing. */
    routing: evidenceRoutingSchema.optional(),
  })
  .meta({ id: 'PostmortemContent' });

/** See {@link postmortemContentSchema}. @public */
export type PostmortemContent = z.infer<typeof postmortemContentSchema>;

/**
 * Claims whose verdict has changed since the postmortem was last approved or
 * published.
 *
 * @public
 */
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

/** Fields of an incident whose change a draft does not know yet. @public */
export const incidentFieldSchema = z.enum([
  'title',
  'description',
  'severity',
  'status',
  'services',
  'startedAt',
  'detectedAt',
  'mitigatedAt',
  'resolvedAt',
  'visibility',
  'participants',
]);

/** See {@link incidentFieldSchema}. @public */
export type IncidentField = z.infer<typeof incidentFieldSchema>;

/** What has changed since a postmortem was last drafted. @public */
export const changesSinceDraftSchema = z
  .strictObject({
    /** Fields of the incident that differ. */
    incident: z.array(incidentFieldSchema).optional(),
    /** Pieces of evidence that were added. */
    evidence: z.int().positive().optional(),
  })
  .meta({ id: 'ChangesSinceDraft' });

/** See {@link changesSinceDraftSchema}. @public */
export type ChangesSinceDraft = z.infer<typeof changesSinceDraftSchema>;

/** See {@link verdictChangesSchema}. @public */
export type VerdictChanges = z.infer<typeof verdictChangesSchema>;

/** Something that is not as it was when it was sealed. @public */
export const sealProblemSchema = z
  .strictObject({
    /** `seal`: the seal or its place in the chain, not one piece of evidence. */
    what: z.enum(['missing', 'changed', 'added', 'seal']),
    /** Absent for `seal`. */
    evidenceId: z.string().optional(),
    message: z.string(),
  })
  .meta({ id: 'SealProblem' });

/** See {@link sealProblemSchema}. @public */
export type SealProblem = z.infer<typeof sealProblemSchema>;

/** A postmortem at its newest revision. @public */
export const postmortemSchema = postmortemContentSchema
  .extend({
    id: z.string(),
    incidentKey: z.string(),
    status: reviewStatusSchema,
    revision: z.int(),
    sealId: z.string(),
    traceId: z.string().optional(),
    verdictCounts: verdictCountsSchema,
    /** The revision that was last approved or published. */
    approvedRevision: z.int().optional(),
    /**
     * In review: user entity refs of those who changed what would be approved, so
     * that somebody else has to approve it. Absent when everybody may.
     */
    mayNotApprove: z.array(z.string()).optional(),
    /** Only when verdicts have changed since the approval or publication. */
    verdictChanges: verdictChangesSchema.optional(),
    /**
     * How cited evidence differs from what was sealed; absent when it does not.
     * Claims that cite it are `unsupported`.
     */
    sealProblems: z.array(sealProblemSchema).optional(),
    /** Absent when nothing has changed. */
    changedSinceDrafted: changesSinceDraftSchema.optional(),
    /**
     * Category that the words of a block suggest, by the block's id. Only for
     * blocks without a category. Not stored or counted until somebody takes it.
     */
    suggestedCategories: z.record(z.string(), categoryIdSchema).optional(),
    /**
     * Since when verdicts are no longer recomputed, because the backend ended three
     * times while it did that.
     */
    recheckParkedSince: isoTimeSchema.optional(),
    createdAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
  })
  .meta({ id: 'Postmortem' });

/** See {@link postmortemSchema}. @public */
export type Postmortem = z.infer<typeof postmortemSchema>;

/** One change of the review status. @public */
export const reviewStepSchema = z
  .strictObject({
    from: reviewStatusSchema,
    to: reviewStatusSchema,
    /** User entity ref, or `external:<subject>` for a machine. */
    by: z.string(),
    at: isoTimeSchema,
    reason: z.string(),
  })
  .meta({ id: 'ReviewStep' });

/** See {@link reviewStepSchema}. @public */
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

/** See {@link revisionSchema}. @public */
export type Revision = z.infer<typeof revisionSchema>;

/** A revision with its review steps, oldest first. @public */
export const reviewedRevisionSchema = revisionSchema
  .extend({ reviewSteps: z.array(reviewStepSchema) })
  .meta({ id: 'ReviewedRevision' });

/** See {@link reviewedRevisionSchema}. @public */
export type ReviewedRevision = z.infer<typeof reviewedRevisionSchema>;

/** A postmortem in a list. @public */
export const postmortemSummarySchema = z
  .strictObject({
    id: z.string(),
    incidentKey: z.string(),
    title: z.string(),
    status: reviewStatusSchema,
    rootCauseStatus: rootCauseStatusSchema,
    revision: z.int(),
    verdictCounts: verdictCountsSchema,
    /** Action items that are accepted and not done. */
    openActionItems: z.int(),
    /** Action items that nobody has accepted or dropped yet. */
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

/** See {@link postmortemSummarySchema}. @public */
export type PostmortemSummary = z.infer<typeof postmortemSummarySchema>;

const writtenClaimsSchema = z
  .array(
    z.strictObject({
      text: z.string().trim().min(1).max(4000),
      kind: claimKindSchema,
      spans: z.array(evidenceSpanSchema).max(50).default([]),
      assertions: givenAssertionsSchema.optional(),
      /** The writer confirms the claim, where no system recorded it. */
      attest: z.boolean().default(false),
    }),
  )
  .max(50);

/** Body of `PUT /postmortems/:id/blocks/:blockId`. @public */
export const editBlockSchema = z
  .strictObject({
    /** The revision that the edit is based on. */
    baseRevision: z.int().min(1).max(MAX_NUMBER),
    /**
     * An empty list removes the block. A block with an action item can be removed
     * only when the action item is dropped.
     */
    claims: writtenClaimsSchema,
  })
  .meta({ id: 'EditBlock' });

/** A parsed {@link editBlockSchema}. @public */
export type EditBlock = z.output<typeof editBlockSchema>;

/** Body of `POST /postmortems/:id/sections/:sectionId/blocks`. @public */
export const addBlockSchema = z
  .strictObject({
    claims: writtenClaimsSchema.min(1),
    /** The block after which it is put; `null` puts it first. */
    after: z.string().nullable(),
    /** When it happened; required in the timeline only. */
    at: isoTimeSchema.optional(),
  })
  .meta({ id: 'AddBlock' });

/** A parsed {@link addBlockSchema}. @public */
export type AddBlock = z.output<typeof addBlockSchema>;

/** Body of `PUT /postmortems/:id/blocks/:blockId/position`. @public */
export const moveBlockSchema = z
  .strictObject({
    /** The block of the same section after which it is put; `null` puts it first. */
    after: z.string().nullable(),
  })
  .meta({ id: 'MoveBlock' });

/** See {@link moveBlockSchema}. @public */
export type MoveBlock = z.infer<typeof moveBlockSchema>;
/** Body of `POST /postmortems/:id/causes/:claimId/decision`. @public */
export const decideCauseSchema = z
  .strictObject({
    /** The revision that the decision is based on. */
    baseRevision: z.int().min(1).max(MAX_NUMBER),
    /** `open` takes a decision back. */
    outcome: z.enum(['confirmed', 'ruled_out', 'open']),
    reason: z.string().trim().min(1).max(2000),
    /** The reason explains what speaks against the cause. Only for `confirmed`. */
    explains: z.boolean().default(false),
  })
  .meta({ id: 'DecideCause' });

/** A parsed {@link decideCauseSchema}. @public */
export type DecideCause = z.output<typeof decideCauseSchema>;

/** Body of `POST /postmortems/:id/undetermined`. @public */
export const acceptUndeterminedSchema = z
  .strictObject({
    /** The revision that the acceptance is based on. */
    baseRevision: z.int().min(1).max(MAX_NUMBER),
    /** Why the cause remains undetermined; `null` takes the acceptance back. */
    reason: z.string().trim().min(1).max(2000).nullable(),
  })
  .meta({ id: 'AcceptUndetermined' });

/** See {@link acceptUndeterminedSchema}. @public */
export type AcceptUndetermined = z.infer<typeof acceptUndeterminedSchema>;

/** Body of `POST /postmortems/:id/transitions`. @public */
export const transitionSchema = z
  .strictObject({
    to: reviewStatusSchema,
    reason: z.string().trim().min(1).max(2000),
  })
  .meta({ id: 'Transition' });

/** See {@link transitionSchema}. @public */
export type Transition = z.infer<typeof transitionSchema>;

/** The claims of a block, those that are folded last. @public */
export function claimsOfBlock({ claims, more }: Block): Claim[] {
  return more ? [...claims, ...more.claims] : claims;
}

/** The claims of a postmortem or revision, in reading order. @public */
export function listClaims({
  sections,
}: Pick<PostmortemContent, 'sections'>): Claim[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap(claimsOfBlock));
}

/**
 * Whether the generated text has changed since a person edited a block.
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

/**
 * The possible cause that a claim states, with what ties it to the incident and
 * what speaks against it; `undefined` for other claims.
 *
 * @public
 */
export function candidateCauseOf({
  reading,
}: Pick<DraftClaim, 'reading'>): CandidateCauseAssertion | undefined {
  return reading?.assertions.find(
    (one): one is CandidateCauseAssertion => one.type === 'candidateCause',
  );
}

/** Ties that say why, by more than place and time. @public */
export const TELLING_TIES: ReadonlySet<CauseTie['type']> = new Set([
  'shared_identifier',
  'undone_then_recovered',
  'step',
  'change_point',
  'begins_with_effect',
  'ends_with_effect',
]);

/** What speaks against a change more than that a metric moved right after it speaks for it. */
const STRONG_AGAINST: ReadonlySet<CauseCounterEvidence['type']> = new Set([
  'still_there_after_recovery',
  'refuted_by_step',
]);

/**
 * Whether the evidence speaks against a change as the cause, and nothing says why it
 * should be: it was undone and the effect went on, an investigation refuted it, or
 * people dispute it. The document has it under "Ruled out" until a person decides
 * otherwise.
 *
 * @public
 */
export function isUnlikelyCause({
  origin,
  ties,
  against,
}: Pick<CandidateCauseAssertion, 'origin' | 'ties' | 'against'>): boolean {
  if (origin !== 'change' || against.length === 0) return false;
  const isStrong = against.some(({ type }) => STRONG_AGAINST.has(type));
  const isDisputed = against.some(({ type }) => type === 'disputed_in_chat');
  const telling = ties.filter(({ type }) => TELLING_TIES.has(type));
  return isStrong
    ? telling.every(({ type }) => type === 'change_point')
    : isDisputed && telling.length === 0;
}

/** Sections that say why, and whose blocks can have a category. @public */
export const CATEGORY_SECTIONS: readonly SectionId[] = [
  'rootCause',
  'contributingFactors',
  'waysOfWorking',
];

/**
 * Whether a block names a cause or factor that can have a category. A block
 * that cites only the manifest of the seal states that no cause is known.
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
