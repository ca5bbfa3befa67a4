import {
  cutText,
  type JsonObject,
  type JsonValue,
  OUTPUT_NOT_RECORDED,
  pastTimeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { SourceTrace } from '../EvidenceSource';
import { answersSharingFacts } from './sharedFacts';
import { ruleFor, whatItFound } from './whatItFound';

/** Most steps of a trace. */
const MAX_STEPS = 500;
/** Characters of an answer of a tool that are kept. */
const MAX_OUTPUT = 50_000;
const MAX_STEP_ID = 150;
const MAX_FAILURE = 500;
const MAX_HYPOTHESIS = 2000;

type Step = SourceTrace['steps'][number];

/** A call of a tool that an agent made, as its platform recorded it. @public */
export interface AgentToolCall {
  /** Becomes the id of the step, made valid and unique. */
  id: string;
  tool: string;
  input: JsonObject;
  /** What the tool answered; `undefined` when that was not recorded. */
  output?: JsonValue;
  /** Why it gave no answer; left out when it answered. */
  failure?: string;
  /** It answered that there is nothing. */
  isEmpty?: boolean;
  /** What it was for, in words of the platform. */
  description?: string;
  /** When it was made, ISO 8601. */
  at?: string;
  /** The platform had cut the output. */
  truncated?: boolean;
  /** Ids of evidence that came with it. */
  evidence?: string[];
}

/** What an agent did to investigate an incident, and what it concluded. @public */
export interface AgentRun
  extends Pick<
    SourceTrace,
    'traceId' | 'investigator' | 'provider' | 'sourceUrl' | 'license'
  > {
  /** In the order in which they were made. */
  calls: readonly AgentToolCall[];
  /** The cause that it names. */
  rootCause?: string;
  /**
   * What it says that its conclusion rests on: ids of calls, and of evidence. Where it
   * does not say, those calls count whose answers have a host, a version, a number, a
   * key or an error of the conclusion.
   */
  support?: readonly string[];
  /**
   * Id of the evidence in which it states its conclusion. The cause rests on that alone
   * where it does not say on what, and no call shares a fact with it.
   */
  statedIn?: string;
  /** Hypotheses that it gave up, and why. */
  ruledOut?: readonly { hypothesis: string; explanation: string }[];
}

/**
 * The trace of an agent that called tools. A call tests no hypothesis: its step passes
 * when the tool answered, and quotes the line that says most, which code finds again. A
 * call that failed, or whose answer was not recorded, has shown nothing.
 *
 * @returns `undefined` without calls and hypotheses; `leftOut` counts those beyond the 500
 * steps that a trace may have
 * @public
 */
export function traceOfAgent(
  run: AgentRun,
): { trace: SourceTrace; leftOut: number } | undefined {
  const { calls, rootCause, support, statedIn, ruledOut = [], ...about } = run;
  const hypotheses = ruledOut.slice(0, MAX_STEPS / 2);
  const kept = calls.slice(0, MAX_STEPS - hypotheses.length);
  if (kept.length + hypotheses.length === 0) return undefined;
  const ids = uniqueIds([
    ...kept.map(({ id }) => id),
    ...hypotheses.map((_, index) => `ruled-out-${index + 1}`),
  ]);
  const steps = [
    ...kept.map(call => stepOf(call, rootCause ?? '')),
    ...hypotheses.map(refutedStep),
  ].map(
    (step, index): Step => ({ ...step, stepId: ids[index], nextStep: null }),
  );
  linkPassed(steps);
  const found = new Set(
    steps.flatMap(({ stepId, validation }, index) =>
      validation.passed && !kept[index]?.isEmpty ? [stepId] : [],
    ),
  );
  const named = support?.flatMap(id => {
    const index = kept.findIndex(call => call.id === id);
    if (index < 0) return [id];
    return found.has(ids[index]) ? [ids[index]] : [];
  });
  const sharing = named ?? sharingFacts(steps, found, rootCause);
  const isOnlyStated = !named && sharing.length === 0 && found.size > 0;
  const supportingEvidence = [
    ...new Set(isOnlyStated && rootCause && statedIn ? [statedIn] : sharing),
  ];
  return {
    trace: {
      ...about,
      steps,
      rootCauseHypothesis:
        supportingEvidence.length > 0 ? rootCause ?? null : null,
      supportingEvidence: supportingEvidence.slice(0, MAX_STEPS),
      contributingFactors: [],
    },
    leftOut: calls.length + ruledOut.length - kept.length - hypotheses.length,
  };
}

/** Steps of those that found something which share a fact with the conclusion. */
function sharingFacts(
  steps: readonly Step[],
  found: ReadonlySet<string>,
  conclusion = '',
): string[] {
  const answered = steps.filter(({ stepId }) => found.has(stepId));
  return answersSharingFacts(conclusion, answered).map(
    index => answered[index].stepId,
  );
}

/** Steps that passed lead to the next one, as the agent went on. */
function linkPassed(steps: Step[]): void {
  steps.forEach((step, index) => {
    if (step.validation.passed)
      step.nextStep = steps[index + 1]?.stepId ?? null;
  });
}

function stepOf(
  call: AgentToolCall,
  conclusion: string,
): Omit<Step, 'stepId' | 'nextStep'> {
  const { tool, input, at, evidence = [] } = call;
  const { output, wasCut } = boundOutput(call.output);
  const common = {
    action: actionOf(tool, input),
    // A clock that is wrong costs the time, not the trace
    ...(pastTimeSchema.safeParse(at).success && { timestamp: at }),
    input: { tool, ...input },
    evidence: evidence.slice(0, MAX_STEPS),
    ...((call.truncated || wasCut) && { truncated: true }),
  };
  if (call.failure !== undefined) {
    const failure =
      cutText(call.failure.trim(), MAX_FAILURE) || 'it gave no reason';
    return {
      ...common,
      output: {
        status: 'error',
        error: failure,
        ...(output !== undefined && output !== null && { output }),
      },
      validation: {
        passed: false,
        rule: 'the tool answers',
        explanation: `The tool call failed: ${failure}`,
      },
    };
  }
  if (output === undefined) {
    return {
      ...common,
      output: OUTPUT_NOT_RECORDED,
      validation: {
        passed: false,
        rule: 'the tool answers',
        explanation: 'What the tool answered was not recorded',
      },
    };
  }
  return {
    ...common,
    output: call.isEmpty ? { status: 'no_data', answer: output } : output,
    validation: { passed: true, ...validationOf(call, output, conclusion) },
  };
}

/** What the agent gave up is its own judgement, which no code evaluates again. */
function refutedStep({
  hypothesis,
  explanation,
}: NonNullable<AgentRun['ruledOut']>[number]): Omit<
  Step,
  'stepId' | 'nextStep'
> {
  return {
    action: 'correlate_event',
    hypothesis: cutText(hypothesis, MAX_HYPOTHESIS),
    input: {},
    output: { ruledOut: explanation },
    validation: {
      passed: false,
      rule: 'the agent rules it out',
      explanation: cutText(explanation, MAX_HYPOTHESIS),
    },
  };
}

function validationOf(
  call: AgentToolCall,
  output: JsonValue,
  conclusion: string,
): { rule: string; explanation: string } {
  const described = call.description?.trim();
  const fallback = described
    ? cutText(described, MAX_FAILURE)
    : 'The tool answered';
  if (call.isEmpty) {
    return {
      rule: 'the tool answers',
      explanation: `Nothing was found by: ${described ? fallback : call.tool}`,
    };
  }
  // Where evidence came with it, that says more than a line of the output
  const found = call.evidence?.length
    ? undefined
    : whatItFound(output, conclusion);
  return {
    rule: (found && ruleFor(found)) ?? 'the tool answers',
    explanation: found ?? fallback,
  };
}

function boundOutput(output: JsonValue | undefined) {
  const text = typeof output === 'string' ? output : JSON.stringify(output);
  return text !== undefined && text.length > MAX_OUTPUT
    ? { output: cutText(text, MAX_OUTPUT), wasCut: true }
    : { output, wasCut: false };
}

const ACTIONS = [
  [
    'inspect_log',
    /(?:^|[_\W])logs?(?:$|[_\W])|logql|loki|elastic|opensearch|splunk|journal|stdout/i,
  ],
  [
    'check_deployment',
    /deploy|rollout|argo|helm|release|revision|git(?:hub|lab)?|commit|pull_?request|manifest|get_yaml|diff|jenkins|spinnaker|terraform|iac/i,
  ],
  [
    'query_metric',
    /metric|prom(?:etheus|ql)|query_range|range_query|(?:^|_)top(?:_|$)|cpu|memory|latency|mimir|victoria|newrelic|dynatrace/i,
  ],
] as const;

/** By the name of the tool, and by its command where the tool runs any. */
function actionOf(tool: string, input: JsonObject): Step['action'] {
  const command = input.command ?? input.cmd ?? input.args;
  const told = `${tool} ${
    typeof command === 'string' ? command.slice(0, 200) : ''
  }`;
  return (
    ACTIONS.find(([, pattern]) => pattern.test(told))?.[0] ?? 'correlate_event'
  );
}

function uniqueIds(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.map((id, index) => {
    const valid =
      id.replace(/[^A-Za-z0-9._:/#@+=-]/g, '-').slice(0, MAX_STEP_ID) || 'call';
    const named = /^[A-Za-z0-9]/.test(valid) ? valid : `c${valid}`;
    const unique = seen.has(named) ? `${named}#${index + 1}` : named;
    seen.add(unique);
    return unique;
  });
}
