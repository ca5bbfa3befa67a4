import {
  joinPointer,
  type EvidenceNode,
  type ReasoningStep,
  type RuleViolation,
  type SubmitTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import { normaliseEvidence } from '../evidence';
import { sha256 } from '../platform/hashing';

/** Longest id that evidence may have, in characters. */
const MAX_ID_LENGTH = 200;

/**
 * Id of the evidence node that holds a step; the same for the same trace and
 * step.
 */
export function stepEvidenceId(traceId: string, stepId: string): string {
  const id = `${traceId}/${stepId}`;
  return id.length <= MAX_ID_LENGTH
    ? id
    : `step-${sha256(JSON.stringify([traceId, stepId]))}`;
}

/**
 * The steps as evidence, in the order of the trace, or why one cannot be
 * stored.
 */
export function buildStepNodes(options: {
  trace: SubmitTrace;
  service: string;
  submittedAt: string;
}): { nodes: EvidenceNode[]; violations: RuleViolation[] } {
  const { trace, service, submittedAt } = options;
  const normalised = normaliseEvidence({
    nodes: trace.steps.map(step => ({
      id: stepEvidenceId(trace.traceId, step.stepId),
      sourceType: 'agent_trace',
      timestamp: step.timestamp ?? submittedAt,
      payload: stepPayload(trace.traceId, step),
      metadata: { service, correlationId: trace.traceId },
      provider: trace.provider ?? 'investigation',
      ...(trace.sourceUrl !== undefined && { sourceUrl: trace.sourceUrl }),
      ...(step.truncated && { truncated: true }),
    })),
    now: submittedAt,
  });
  const nodes: EvidenceNode[] = [];
  const violations: RuleViolation[] = [];
  normalised.forEach((result, index) => {
    if ('node' in result) {
      nodes.push(result.node);
      return;
    }
    for (const { path, message } of result.errors) {
      violations.push({
        rule: 'trace.step_not_storable',
        message: `Step ${trace.steps[index].stepId} cannot be stored: ${path} ${message}`,
        path: joinPointer('', 'steps', index),
      });
    }
  });
  return { nodes, violations };
}

function stepPayload(traceId: string, step: ReasoningStep) {
  const { stepId, action, hypothesis, input, output, evidence } = step;
  return {
    kind: 'step',
    traceId,
    stepId,
    action,
    ...(hypothesis === undefined ? {} : { hypothesis }),
    input,
    output,
    evidence,
    validation: step.validation,
    nextStep: step.nextStep,
  };
}
