import type {
  EvidenceNode,
  InvestigationTrace,
  StepPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { cite, type Cited } from '../write/sentence';
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
    return found && trace.stepOutcomes[stepId] === standing ? [found] : [];
  });
}

/** What a step did, in the words of its action, which stand in the evidence. */
const ACTION_WORDS: Record<string, string> = {
  query_metric: 'metric query',
  inspect_log: 'log inspection',
  check_deployment: 'deployment check',
  correlate_event: 'correlated events',
};

/** See {@link ACTION_WORDS}; an action of another kind in its own words. */
export function actionOf({ node, step }: TraceStep): Cited {
  const words = ACTION_WORDS[step.action] ?? step.action.replaceAll('_', ' ');
  return cite(node, '/action', words);
}
