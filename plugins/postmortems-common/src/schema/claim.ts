import { z } from 'zod';
import { jsonPointerSchema } from './primitives';

/** Where a claim stands on its evidence: node id, place in its payload, and the words or number found there. @public */
export const evidenceSpanSchema = z
  .strictObject({
    evidenceId: z.string().min(1).max(256),
    pointer: jsonPointerSchema,
    /** A part of the string at the pointer, or the JSON of the number or boolean there. */
    quote: z.string().min(1).max(4000),
  })
  .meta({ id: 'EvidenceSpan' });

/** @public */
export type EvidenceSpan = z.infer<typeof evidenceSpanSchema>;

/** @public */
export const verdictSchema = z.enum([
  'supported',
  'partial',
  'unsupported',
  'contradicted',
  'attested',
]);

/** @public */
export type Verdict = z.infer<typeof verdictSchema>;

/** @public */
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

/** @public */
export type ClaimKind = z.infer<typeof claimKindSchema>;

/** One finding of the verifier, in words that a reviewer understands. @public */
export const verdictReasonSchema = z
  .strictObject({
    /** Which check speaks: `reference`, `quote`, `number`, `time`, `duration`, `service`, `direction`, `cause`, … */
    check: z.string(),
    outcome: z.enum(['passed', 'failed']),
    message: z.string(),
  })
  .meta({ id: 'VerdictReason' });

/** @public */
export type VerdictReason = z.infer<typeof verdictReasonSchema>;

/** Words that point at a person instead of at the system, and what could stand in their place. @public */
export const blameConcernSchema = z
  .strictObject({
    rule: z.enum([
      'personal_identifier',
      'role_blame',
      'blaming_verb',
      'counterfactual',
      'human_error',
      'animated_language',
    ]),
    /** The words in the sentence. */
    quote: z.string(),
    message: z.string(),
    replacement: z.string().optional(),
  })
  .meta({ id: 'BlameConcern' });

/** @public */
export type BlameConcern = z.infer<typeof blameConcernSchema>;

/** One checkable sentence, before it is checked. @public */
export const draftClaimSchema = z.strictObject({
  id: z.string(),
  kind: claimKindSchema,
  text: z.string(),
  spans: z.array(evidenceSpanSchema),
});

/** @public */
export type DraftClaim = z.infer<typeof draftClaimSchema>;

/** One checkable sentence of a postmortem, with what it stands on and what the verifier says of it. @public */
export const claimSchema = draftClaimSchema
  .extend({
    verdict: verdictSchema,
    reasons: z.array(verdictReasonSchema),
    verifierVersion: z.string(),
    /** User entity ref of who vouches for a statement that no system recorded. */
    attestedBy: z.string().optional(),
    /** Only where a sentence says why something happened. */
    concerns: z.array(blameConcernSchema).optional(),
  })
  .meta({ id: 'Claim' });

/** @public */
export type Claim = z.infer<typeof claimSchema>;

/** Number of claims by verdict. @public */
export const verdictCountsSchema = z
  .strictObject({
    supported: z.int(),
    partial: z.int(),
    unsupported: z.int(),
    contradicted: z.int(),
    attested: z.int(),
  })
  .meta({ id: 'VerdictCounts' });

/** @public */
export type VerdictCounts = z.infer<typeof verdictCountsSchema>;

/** @public */
export function countVerdicts(
  claims: Iterable<{ verdict: Verdict }>,
): VerdictCounts {
  const counts: VerdictCounts = {
    supported: 0,
    partial: 0,
    unsupported: 0,
    contradicted: 0,
    attested: 0,
  };
  for (const { verdict } of claims) counts[verdict] += 1;
  return counts;
}

/** Most claims in one request to verify. @public */
export const MAX_CLAIMS_TO_VERIFY = 1000;

/** Body of `POST /incidents/:key/claims/verify`: sentences to check before anybody writes them. @public */
export const verifyClaimsSchema = z
  .strictObject({
    claims: z
      .array(
        z.strictObject({
          text: z.string().trim().min(1).max(4000),
          kind: claimKindSchema,
          spans: z.array(evidenceSpanSchema).max(50),
        }),
      )
      .min(1)
      .max(MAX_CLAIMS_TO_VERIFY),
  })
  .meta({ id: 'VerifyClaims' });

/** @public */
export type VerifyClaims = z.infer<typeof verifyClaimsSchema>;

/** One answer per claim, in the order sent. Nothing is stored. @public */
export const verifyClaimsResponseSchema = z
  .strictObject({
    verifierVersion: z.string(),
    results: z.array(
      z.strictObject({
        verdict: verdictSchema,
        reasons: z.array(verdictReasonSchema),
      }),
    ),
  })
  .meta({ id: 'VerifyClaimsResponse' });

/** @public */
export type VerifyClaimsResponse = z.infer<typeof verifyClaimsResponseSchema>;
