import type {
  InvestigationTrace,
  SubmitTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import { TRACE_RULES } from './rules';
import { buildStepNodes, stepEvidenceId } from './stepNodes';
import type { TraceValidation, TraceValidator } from './types';

/** Checks a trace by the rules in DESIGN.md and turns its steps into evidence. */
export class DefaultTraceValidator implements TraceValidator {
  validate(
    sent: SubmitTrace,
    options: Parameters<TraceValidator['validate']>[1],
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
    };
    return { accepted: true, trace, stepNodes: nodes };
  }
}
