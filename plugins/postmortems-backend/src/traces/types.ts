import type {
  EvidenceNode,
  InvestigationTrace,
  RuleViolation,
  SubmitTrace,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Verdict on a trace as a whole. */
export type TraceValidation =
  | {
      accepted: true;
      trace: InvestigationTrace;
      /** One `agent_trace` node per step, in a shape that parseKnownPayload knows. */
      stepNodes: EvidenceNode[];
    }
  | { accepted: false; violations: RuleViolation[] };

export interface TraceValidator {
  /**
   * @param trace - as the caller sent it
   * @param options - `knownEvidenceIds` are the ids among those cited that the incident has; `service` is what the steps are
   * filed under
   */
  validate(
    trace: SubmitTrace,
    options: {
      knownEvidenceIds: ReadonlySet<string>;
      service: string;
      submittedBy: string;
      submittedAt: string;
    },
  ): TraceValidation;
}
