import type {
  EvidenceNode,
  InvestigationTrace,
  StepPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { toolFailure } from '../../traces';
import { reevaluateStep } from '../../verification';
import { cite, said, stated, type Stated } from '../write/sentence';
import type { KnownEvidence } from './knownEvidence';

export type TraceStep = {
  node: EvidenceNode;
  step: StepPayload;
  /** No code can evaluate its rule again: its outcome is the investigator's word. */
  isStated: boolean;
};

/**
 * The steps of the trace with this standing, in the order in which the investigation took them. `failed`: the tool call did not get
 * through, so that the step neither found nor ruled out anything.
 */
export function stepsOf(
  options: { trace?: InvestigationTrace; known: readonly KnownEvidence[] },
  standing: 'validated' | 'refuted' | 'failed',
): TraceStep[] {
  const { trace, known } = options;
  if (!trace) return [];
  const ids = new Set(
    trace.steps.map(({ stepId }) => trace.stepEvidence[stepId]),
  );
  const byId = new Map(known.map(one => [one.node.id, one]));
  const nodes = new Map<string, TraceStep>();
  for (const id of ids) {
    const found = byId.get(id);
    if (found?.payload?.kind !== 'step') continue;
    const { node, payload: step } = found;
    nodes.set(
      id,
      traceStep(node, step, one => byId.get(one)),
    );
  }
  return trace.steps.flatMap(({ stepId }) => {
    const found = nodes.get(trace.stepEvidence[stepId]);
    if (!found) return [];
    const actual = toolFailure(found.step.output)
      ? 'failed'
      : trace.stepOutcomes[stepId];
    return actual === standing ? [found] : [];
  });
}

/** @param nodeOf - the evidence that the step cites */
export function traceStep(
  node: EvidenceNode,
  step: StepPayload,
  nodeOf: (id: string) => KnownEvidence | undefined,
): TraceStep {
  const again = reevaluateStep({ id: node.id, step, node: nodeOf });
  return { node, step, isStated: !again };
}

function outcomeOf({ output, validation }: StepPayload) {
  if (toolFailure(output)) return 'not_run';
  return validation.passed ? 'passed' : 'failed';
}

/** The outcome of a step, and what the investigator states of it. */
export function stepStatement({ node, step, isStated }: TraceStep): Stated {
  const outcome = outcomeOf(step);
  const { passed, explanation } = step.validation;
  const pointer = '/validation/explanation';
  const hypothesis =
    !passed && typeof step.hypothesis === 'string'
      ? said(node, '/hypothesis', step.hypothesis.replace(/[\s.]+$/, ''))
      : undefined;
  const words = said(node, pointer, explanation);
  return stated(
    {
      type: 'step',
      evidence: node.id,
      outcome,
      ...(isStated && outcome !== 'not_run' && { stated: true as const }),
      action: step.action,
      ...(hypothesis && { hypothesis: hypothesis.text }),
      ...(words && { explanation: words.text }),
    },
    cite(node, '/action'),
    hypothesis?.spans ?? [],
    words?.spans ?? [],
    cite(node, '/validation/passed'),
  );
}
