import type {
  DraftClaim,
  EvidenceNode,
  EvidenceSeal,
  InvestigationTrace,
  Verdict,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What the verifier may look at. It knows nothing of who wrote a claim. */
export type VerificationContext = {
  seal: EvidenceSeal;
  /** Evidence of this incident by id; at least all that the claims cite. */
  evidence: ReadonlyMap<string, EvidenceNode>;
  trace?: InvestigationTrace;
  /** Services by entity ref, with every name that people and tools use for them. */
  services: readonly KnownService[];
  /** Most links of a causal chain in one sentence, as the template says. */
  maxCausalDepth?: number;
};

export type KnownService = { ref: string; names: readonly string[] };

export type Verification = { verdict: Verdict; reasons: VerdictReason[] };

export interface ClaimVerifier {
  /** Stored with each verdict; changes when verdicts may change. */
  readonly version: string;
  verify(
    claim: Pick<DraftClaim, 'kind' | 'text' | 'spans'>,
    context: VerificationContext,
  ): Verification;
}
