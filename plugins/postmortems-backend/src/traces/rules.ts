import {
  joinPointer,
  type ReasoningStep,
  type RuleViolation,
  type SubmitTrace,
} from '@postmortems/backstage-plugin-postmortems-common';

/** One rule that a trace must keep. */
type TraceRule = (
  trace: SubmitTrace,
  known: ReadonlySet<string>,
) => RuleViolation[];

const at = (index: number, ...more: (string | number)[]) =>
  joinPointer('', 'steps', index, ...more);

/** A step id names one step. */
const uniqueSteps: TraceRule = ({ steps }) => {
  const seen = new Set<string>();
  return steps.flatMap(({ stepId }, index) => {
    const repeated = seen.has(stepId);
    seen.add(stepId);
    return repeated
      ? [
          {
            rule: 'trace.duplicate_step',
            message: `Step id ${stepId} is used twice`,
            path: at(index, 'stepId'),
          },
        ]
      : [];
  });
};

/** A next step is a step of this trace. */
const nextStepsExist: TraceRule = ({ steps }) => {
  const ids = new Set(steps.map(({ stepId }) => stepId));
  return steps.flatMap(({ stepId, nextStep }, index) =>
    nextStep === null || ids.has(nextStep)
      ? []
      : [
          {
            rule: 'trace.step_points_nowhere',
            message: `Step ${stepId} points to step ${nextStep}, which is not in the trace`,
            path: at(index, 'nextStep'),
          },
        ],
  );
};

/** No step leads back to itself. Each circle is named once. */
const noCycles: TraceRule = ({ steps }) => {
  const byId = new Map(steps.map(step => [step.stepId, step]));
  const done = new Set<string>();
  const violations: RuleViolation[] = [];
  for (const start of steps) {
    const path: string[] = [];
    let step: ReasoningStep | undefined = start;
    while (step && !done.has(step.stepId) && !path.includes(step.stepId)) {
      path.push(step.stepId);
      step = step.nextStep === null ? undefined : byId.get(step.nextStep);
    }
    const entry = step ? path.indexOf(step.stepId) : -1;
    if (step && entry >= 0) {
      violations.push({
        rule: 'trace.cyclic',
        message: `Steps lead in a circle: ${[
          ...path.slice(entry),
          step.stepId,
        ].join(' → ')}`,
        path: at(steps.indexOf(step), 'nextStep'),
      });
    }
    for (const id of path) done.add(id);
  }
  return violations;
};

/**
 * A failed step may end a branch, but no step follows from it and no cause
 * cites it.
 */
const failedStepsSupportNothing: TraceRule = trace => {
  const cited = new Set(
    trace.rootCauseHypothesis === null ? [] : trace.supportingEvidence,
  );
  return trace.steps.flatMap((step, index) => {
    const { stepId, nextStep, validation } = step;
    const relied = nextStep !== null || cited.has(stepId);
    return validation.passed || !relied
      ? []
      : [
          {
            rule: 'trace.step_not_validated',
            message: `Trace validation failed at step ${stepId}: ${validation.explanation}`,
            path: at(index, 'validation'),
          },
        ];
  });
};

/**
 * Citations are evidence of the incident or, as support, steps of the trace.
 */
const citedEvidenceExists: TraceRule = (trace, known) => {
  const ids = new Set(trace.steps.map(({ stepId }) => stepId));
  const unknown = (id: string, path: string) => ({
    rule: 'trace.unknown_evidence',
    message: `Evidence ${id} does not belong to the incident`,
    path,
  });
  return [
    ...trace.steps.flatMap(({ evidence }, index) =>
      evidence.flatMap((id, place) =>
        known.has(id) ? [] : [unknown(id, at(index, 'evidence', place))],
      ),
    ),
    ...trace.supportingEvidence.flatMap((id, place) =>
      ids.has(id) || known.has(id)
        ? []
        : [unknown(id, joinPointer('', 'supportingEvidence', place))],
    ),
  ];
};

/** A root cause needs supporting evidence. */
const causeHasSupport: TraceRule = trace =>
  trace.rootCauseHypothesis === null || trace.supportingEvidence.length > 0
    ? []
    : [
        {
          rule: 'trace.cause_without_evidence',
          message: 'The root cause hypothesis cites no supporting evidence',
          path: '/supportingEvidence',
        },
      ];

/** All rules, in the order in which their violations are reported. */
export const TRACE_RULES: readonly TraceRule[] = [
  uniqueSteps,
  nextStepsExist,
  noCycles,
  failedStepsSupportNothing,
  citedEvidenceExists,
  causeHasSupport,
];
