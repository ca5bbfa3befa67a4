import type {
  EvidenceNode,
  InvestigationTrace,
  RuleViolation,
  StepNote,
  SubmitTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import { failedSteps, TRACE_RULES } from './rules';
import { buildStepNodes, stepEvidenceId } from './stepNodes';

/** Whether a trace as a whole is accepted. */
type TraceValidation =
  | {
      accepted: true;
      trace: InvestigationTrace;
      /** One `agent_trace` node per step. */
      stepNodes: EvidenceNode[];
    }
  | { accepted: false; violations: RuleViolation[] };

/** Checks a trace by the rules and turns its steps into evidence. */
export class TraceValidator {
  /**
   * @param options - `knownEvidenceIds` are the ids among those cited that the
   *   incident has; the steps are stored as evidence of `service`
   */
  validate(
    sent: SubmitTrace,
    options: {
      knownEvidenceIds: ReadonlySet<string>;
      service: string;
      submittedBy: string;
      submittedAt: string;
    },
  ): TraceValidation {
    const { knownEvidenceIds, service, submittedBy, submittedAt } = options;
    const { nodes, violations: unstorable } = buildStepNodes({
      trace: sent,
      service,
      submittedAt,
    });
    const violations = [
      ...TRACE_RULES.flatMap(rule => rule(sent, knownEvidenceIds)),
      ...unstorable,
    ];
    if (violations.length > 0) return { accepted: false, violations };

    const trace: InvestigationTrace = {
      ...sent,
      submittedBy,
      submittedAt,
      stepOutcomes: Object.fromEntries(
        sent.steps.map(({ stepId, validation }) => [
          stepId,
          validation.passed ? 'validated' : 'refuted',
        ]),
      ),
      stepEvidence: Object.fromEntries(
        sent.steps.map(({ stepId }) => [
          stepId,
          stepEvidenceId(sent.traceId, stepId),
        ]),
      ),
      stepNotes: notesOf(sent),
    };
    return { accepted: true, trace, stepNodes: nodes };
  }
}

/** What of a failed step counts for nothing. It is kept as it was sent. */
function notesOf(trace: SubmitTrace): Record<string, StepNote[]> {
  const cited = new Set(trace.supportingEvidence);
  const failed = failedSteps(trace);
  return Object.fromEntries(
    trace.steps.flatMap(({ stepId, nextStep }) => {
      if (!failed.has(stepId)) return [];
      const notes: StepNote[] = [
        ...(nextStep === null ? [] : (['next_step_ignored'] as const)),
        ...(cited.has(stepId) ? (['support_ignored'] as const) : []),
      ];
      return notes.length > 0 ? [[stepId, notes]] : [];
    }),
  );
}
