import { z } from 'zod';
import {
  assertionSchema,
  counterEvidenceSchema,
  readingSchema,
} from './assertion';
import { isoTimeSchema, jsonPointerSchema } from './primitives';

/**
 * The place in the evidence that a claim cites: node id, pointer into its
 * payload, and the quote there.
 *
 * @public
 */
export const evidenceSpanSchema = z
  .strictObject({
    evidenceId: z.string().min(1).max(256),
    pointer: jsonPointerSchema,
    /** A part of the string at the pointer, or the JSON of the number or boolean there. */
    quote: z.string().min(1).max(4000),
  })
  .meta({ id: 'EvidenceSpan' });

/** See {@link evidenceSpanSchema}. @public */
export type EvidenceSpan = z.infer<typeof evidenceSpanSchema>;

/**
 * Result of verification. `unverified`: nothing checkable is wrong, but some of
 * it no code can check. `attested`: no system recorded it, and a named person
 * confirms it.
 *
 * @public
 */
export const verdictSchema = z.enum([
  'supported',
  'unverified',
  'unsupported',
  'contradicted',
  'attested',
]);

/** See {@link verdictSchema}. @public */
export type Verdict = z.infer<typeof verdictSchema>;

/** What a claim is about; it decides which checks apply. @public */
export const claimKindSchema = z.enum([
  'summary',
  'impact',
  'timeline',
  'root_cause',
  'contributing_factor',
  'ruled_out',
  'not_checked',
  'action_item',
]);

/** See {@link claimKindSchema}. @public */
export type ClaimKind = z.infer<typeof claimKindSchema>;

/** The result of one check, in words for a reviewer. @public */
export const verdictReasonSchema = z
  .strictObject({
    /** Id of the check: `reference`, `quote`, `number`, `time`, `duration`, `service`, `direction`, `cause`, … */
    check: z.string(),
    outcome: z.enum(['passed', 'failed']),
    message: z.string(),
  })
  .meta({ id: 'VerdictReason' });

/** See {@link verdictReasonSchema}. @public */
export type VerdictReason = z.infer<typeof verdictReasonSchema>;

/**
 * Wording that blames a person instead of describing the system, with a
 * replacement.
 *
 * @public
 */
export const blameConcernSchema = z
  .strictObject({
    rule: z.enum([
      'personal_identifier',
      'role_blame',
      'blaming_verb',
      'negligence',
      'intent',
      'mental_state',
      'competence',
      'counterfactual',
      'human_error',
      'sarcasm',
      'animated_language',
    ]),
    /** The words in the claim. */
    quote: z.string(),
    message: z.string(),
    /** What may stand instead of the quote: a role that the catalog gives, or `somebody`. */
    replacement: z.string().optional(),
  })
  .meta({ id: 'BlameConcern' });

/** See {@link blameConcernSchema}. @public */
export type BlameConcern = z.infer<typeof blameConcernSchema>;

/**
 * What a person decided of a possible cause. An open one has no decision.
 *
 * @public
 */
export const causeDecisionSchema = z
  .strictObject({
    outcome: z.enum(['confirmed', 'ruled_out']),
    /** User entity ref. */
    by: z.string(),
    at: isoTimeSchema,
    reason: z.string(),
    /** The counter-evidence that the reason explains. */
    explains: z.array(counterEvidenceSchema.shape.type).optional(),
  })
  .meta({ id: 'CauseDecision' });

/** See {@link causeDecisionSchema}. @public */
export type CauseDecision = z.infer<typeof causeDecisionSchema>;

/** A claim before verification. @public */
export const draftClaimSchema = z.strictObject({
  id: z.string(),
  kind: claimKindSchema,
  text: z.string(),
  spans: z.array(evidenceSpanSchema),
  /** What the text was understood as; always present where drafting wrote it from data. */
  reading: readingSchema.optional(),
});

/** See {@link draftClaimSchema}. @public */
export type DraftClaim = z.infer<typeof draftClaimSchema>;

/**
 * One checkable sentence of a postmortem, with the evidence that it cites and
 * its verdict.
 *
 * @public
 */
export const claimSchema = draftClaimSchema
  .extend({
    verdict: verdictSchema,
    reasons: z.array(verdictReasonSchema),
    verifierVersion: z.string(),
    /** User entity ref of who confirms the claim. Only with the verdict `attested`. */
    attestedBy: z.string().optional(),
    /** Only on a possible cause: a claim whose reading has a `candidateCause`. */
    decision: causeDecisionSchema.optional(),
    /** Only on claims that name a cause. */
    concerns: z.array(blameConcernSchema).optional(),
  })
  .meta({ id: 'Claim' });

/** See {@link claimSchema}. @public */
export type Claim = z.infer<typeof claimSchema>;

/** Kinds that state why something happened, which only a person confirms. */
const JUDGEMENTS: ReadonlySet<ClaimKind> = new Set([
  'root_cause',
  'contributing_factor',
]);

/** Whether a kind of claim states why something happened. @public */
export function isJudgement(kind: ClaimKind): boolean {
  return JUDGEMENTS.has(kind);
}

const BROKEN_EVIDENCE: ReadonlySet<string> = new Set([
  'seal',
  'hash',
  'quote',
  'missing',
]);

/**
 * Whether a reason says that evidence is missing or changed: nobody can stand by
 * that.
 *
 * @public
 */
export function isBrokenEvidence({ check, outcome }: VerdictReason): boolean {
  return outcome === 'failed' && BROKEN_EVIDENCE.has(check);
}

/**
 * Whether a person may confirm a claim by its verdict: what no code can check, and
 * outside causes and factors what has no evidence; never what cites evidence that is
 * missing or changed.
 *
 * @public
 */
export function canBeAttested({
  kind,
  verdict,
  reasons,
}: Pick<Claim, 'kind' | 'verdict' | 'reasons'>): boolean {
  if (reasons.some(isBrokenEvidence)) return false;
  return (
    verdict === 'unverified' ||
    (verdict === 'unsupported' && !isJudgement(kind))
  );
}

/** Number of claims by verdict. @public */
export const verdictCountsSchema = z
  .strictObject({
    supported: z.int(),
    unverified: z.int(),
    unsupported: z.int(),
    contradicted: z.int(),
    attested: z.int(),
  })
  .meta({ id: 'VerdictCounts' });

/** See {@link verdictCountsSchema}. @public */
export type VerdictCounts = z.infer<typeof verdictCountsSchema>;

/**
 * Whether all that a claim says is that something is missing: no chat was
 * collected, no cause is known.
 *
 * @public
 */
export function statesAbsence({ reading }: Pick<Claim, 'reading'>): boolean {
  return (
    reading !== undefined &&
    reading.assertions.length > 0 &&
    reading.assertions.every(({ type }) => type === 'missingEvidence')
  );
}

/**
 * Counts claims by verdict. That something is missing is true and supports
 * nothing, so that it does not count.
 *
 * @public
 */
export function countVerdicts(
  claims: Iterable<Pick<Claim, 'verdict' | 'reading'>>,
): VerdictCounts {
  const counts: VerdictCounts = {
    supported: 0,
    unverified: 0,
    unsupported: 0,
    contradicted: 0,
    attested: 0,
  };
  for (const claim of claims) {
    if (!statesAbsence(claim)) counts[claim.verdict] += 1;
  }
  return counts;
}

/**
 * What a writer reads a text as, in place of the grammar. Code evaluates it, and
 * computes which words of the text it leaves out.
 *
 * @public
 */
export const givenAssertionsSchema = z.array(assertionSchema).min(1).max(20);

/** Most claims in one request to verify. @public */
export const MAX_CLAIMS_TO_VERIFY = 1000;

/** Body of `POST /incidents/:key/claims/verify`. @public */
export const verifyClaimsSchema = z
  .strictObject({
    claims: z
      .array(
        z.strictObject({
          text: z.string().trim().min(1).max(4000),
          kind: claimKindSchema,
          spans: z.array(evidenceSpanSchema).max(50),
          assertions: givenAssertionsSchema.optional(),
        }),
      )
      .min(1)
      .max(MAX_CLAIMS_TO_VERIFY),
  })
  .meta({ id: 'VerifyClaims' });

/** See {@link verifyClaimsSchema}. @public */
export type VerifyClaims = z.infer<typeof verifyClaimsSchema>;

/** Verdicts of submitted claims, one per claim in the order sent. @public */
export const verifyClaimsResponseSchema = z
  .strictObject({
    verifierVersion: z.string(),
    results: z.array(
      z.strictObject({
        verdict: verdictSchema,
        reasons: z.array(verdictReasonSchema),
        /** What the sentence was read as. */
        reading: readingSchema,
        /** Other readings that the words allow, for a person to choose from. */
        alternatives: z.array(readingSchema).max(10).optional(),
        /** The citations sent; those that were found, where none were sent. */
        spans: z.array(evidenceSpanSchema),
      }),
    ),
  })
  .meta({ id: 'VerifyClaimsResponse' });

/** See {@link verifyClaimsResponseSchema}. @public */
export type VerifyClaimsResponse = z.infer<typeof verifyClaimsResponseSchema>;
