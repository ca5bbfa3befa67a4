import type {
  EvidenceNode,
  InvestigationTrace,
  StepPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  failureIn,
  isNotRecorded,
  isUnanswered,
  stepFailure,
} from '../../traces';
import { nameKey, reevaluateStep } from '../../verification';
import { beginning, cite, said, stated, type Stated } from '../write/sentence';
import type { KnownEvidence } from './knownEvidence';

/** Fields of a step's input that say what it looked at, the most telling first. */
const TARGETS = [
  /^(?:query|metric|expr|expression|promql|sql|cmd|command|keyword|search|pattern|path|url)$/i,
  /(?:service|app|application|pod|host|instance|deployment|name|resource|job|selector)$/i,
];
/** What it looked at, where its input says no more. */
const TOOL = /^(?:tool|tool_?name|function)$/i;
const MAX_TARGETS = 2;
/** Characters of a query that a sentence repeats. */
const MAX_TARGET = 80;

/** Findings that a document lists. */
const MAX_FINDINGS = 4;

export type TraceStep = {
  node: EvidenceNode;
  step: StepPayload;
  /** No code can evaluate its rule again: its outcome is the investigator's word. */
  isStated: boolean;
};

/**
 * The steps of the trace with this standing, in the order in which the investigation took them. `failed`: the tool call did not get
 * through, or nobody kept its answer, so that the step neither found nor ruled out anything.
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
    const actual = isUnanswered(found.step)
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

/** The findings that the hypothesis of the trace rests on; the first ones where it names none. */
export function mainFindings(
  options: Parameters<typeof stepsOf>[0],
): TraceStep[] {
  const found = stepsOf(options, 'validated');
  const cited = new Set(options.trace?.supportingEvidence);
  const supporting = found.filter(({ step }) => cited.has(step.stepId));
  return (supporting.length > 0 ? supporting : found).slice(0, MAX_FINDINGS);
}

/** Steps whose tool call failed, without those whose hypothesis another step could test. */
export function uncheckedSteps(
  options: Parameters<typeof stepsOf>[0],
): TraceStep[] {
  const keyOf = ({ step }: TraceStep) =>
    typeof step.hypothesis === 'string'
      ? nameKey(step.hypothesis).replace(/[\s.]+$/, '')
      : undefined;
  const answered = new Set(
    (['validated', 'refuted'] as const)
      .flatMap(standing => stepsOf(options, standing))
      .map(keyOf),
  );
  return stepsOf(options, 'failed').filter(one => {
    const key = keyOf(one);
    return key === undefined || !answered.has(key);
  });
}

function outcomeOf(step: StepPayload) {
  if (isNotRecorded(step.output)) return 'not_recorded';
  if (stepFailure(step)) return 'not_run';
  return step.validation.passed ? 'passed' : 'failed';
}

/** What a step tested and looked at, its outcome, and what the investigator states of it. */
export function stepStatement({ node, step, isStated }: TraceStep): Stated {
  const outcome = outcomeOf(step);
  const { explanation } = step.validation;
  const hypothesis =
    typeof step.hypothesis === 'string'
      ? said(node, '/hypothesis', step.hypothesis.replace(/[\s.]+$/, ''))
      : undefined;
  const words = said(
    node,
    '/validation/explanation',
    explanation.replace(/[\s.]+$/, ''),
  );
  const failure = outcome === 'not_run' ? failureIn(step.output) : undefined;
  const answer =
    failure &&
    said(
      node,
      `/output${failure.pointer}`,
      failure.text.replace(/[\s.]+$/, ''),
    );
  const target = targetsOf(step);
  return stated(
    {
      type: 'step',
      evidence: node.id,
      outcome,
      ...(isStated &&
        (outcome === 'passed' || outcome === 'failed') && {
          stated: true as const,
        }),
      action: step.action,
      ...(hypothesis && { hypothesis: hypothesis.text }),
      ...(words && { explanation: words.text }),
      ...(target.length > 0 && { target: target.map(({ text }) => text) }),
      ...(answer && { answer: answer.text }),
    },
    cite(node, '/action'),
    hypothesis?.spans ?? [],
    words?.spans ?? [],
    ...target.map(({ key, text }) =>
      cite(node, `/input/${key}`, text.replace(/ …$/, '')),
    ),
    answer?.spans ?? [],
    cite(node, '/validation/passed'),
  );
}

/** What a step looked at, in words of its input. */
function targetsOf({ input }: StepPayload): { key: string; text: string }[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [];
  }
  const texts = Object.entries(input).flatMap(([key, value]) =>
    typeof value === 'string' && value.trim() !== '' && /^\w+$/.test(key)
      ? [{ key, text: shortened(value.trim()) }]
      : [],
  );
  const told = TARGETS.flatMap(pattern =>
    texts.filter(({ key }) => pattern.test(key)),
  );
  const tool = texts.filter(({ key }) => TOOL.test(key));
  return [...new Set(told.length > 0 ? told : tool)].slice(0, MAX_TARGETS);
}

function shortened(text: string): string {
  return text.length > MAX_TARGET ? `${beginning(text, MAX_TARGET)} …` : text;
}
