import type {
  EvidenceNode,
  EvidenceSeal,
  InvestigationTrace,
  Verdict,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownService } from '../platform/catalog';

/** What claims are verified against. It does not include who wrote them. */
export type VerificationContext = {
  seal: EvidenceSeal;
  /** By id; at least what the claims cite, and what cited steps examined. */
  evidence: ReadonlyMap<string, EvidenceNode>;
  trace?: InvestigationTrace;
  /**
   * Services by entity ref, with every name that people and tools use for them.
   */
  services: readonly KnownService[];
  /** Most links of a causal chain in one sentence, as the template says. */
  maxCausalDepth?: number;
};

export type Verification = { verdict: Verdict; reasons: VerdictReason[] };
