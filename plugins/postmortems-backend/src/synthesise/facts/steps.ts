import type {
  EvidenceNode,
  InvestigationTrace,
  StepPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownEvidence } from './knownEvidence';

export type TraceStep = { node: EvidenceNode; step: StepPayload };

/** The steps of the trace with this standing, in the order in which the investigation took them. */
export function stepsOf(
  options: { trace?: InvestigationTrace; known: readonly KnownEvidence[] },
  standing: 'validated' | 'refuted',
): TraceStep[] {
  const { trace, known } = options;
  if (!trace) return [];
  const ids = new Set(
    trace.steps.map(({ stepId }) => trace.stepEvidence[stepId]),
  );
  const nodes = new Map<string, TraceStep>();
  for (const { node, payload } of known) {
    if (ids.has(node.id) && payload?.kind === 'step') {
      nodes.set(node.id, { node, step: payload });
    }
  }
  return trace.steps.flatMap(({ stepId }) => {
    const found = nodes.get(trace.stepEvidence[stepId]);
    return found && trace.standings[stepId] === standing ? [found] : [];
  });
}
