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
            message: `stepId ${stepId} is used twice. Give each step an id of its own`,
            path: at(index, 'stepId'),
          },
        ]
      : [];
  });
};

/** The step that follows from another one; what an investigator tried after a failed step follows from none. */
function followerOf({ nextStep, validation }: ReasoningStep): string | null {
  return validation.passed ? nextStep : null;
}

/** A next step is a step of this trace. */
const nextStepsExist: TraceRule = ({ steps }) => {
  const ids = new Set(steps.map(({ stepId }) => stepId));
  return steps.flatMap(({ stepId, nextStep }, index) =>
    nextStep === null || ids.has(nextStep)
      ? []
      : [
          {
            rule: 'trace.step_points_nowhere',
            message: `nextStep of step ${stepId} is ${nextStep}, which is not in the trace. Send that step too, or set nextStep to null`,
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
      const next = followerOf(step);
      step = next === null ? undefined : byId.get(next);
    }
    const entry = step ? path.indexOf(step.stepId) : -1;
    if (step && entry >= 0) {
      violations.push({
        rule: 'trace.cyclic',
        message: `Steps lead in a circle: ${[
          ...path.slice(entry),
          step.stepId,
        ].join(' → ')}. Set nextStep of one of them to null`,
        path: at(steps.indexOf(step), 'nextStep'),
      });
    }
    for (const id of path) done.add(id);
  }
  return violations;
};

/**
 * Citations are evidence of the incident or, as support, steps of the trace.
 */
const citedEvidenceExists: TraceRule = (trace, known) => {
  const ids = new Set(trace.steps.map(({ stepId }) => stepId));
  return [
    ...trace.steps.flatMap(({ stepId, evidence }, index) =>
      evidence.flatMap((id, place) =>
        known.has(id)
          ? []
          : [
              {
                rule: 'trace.unknown_evidence',
                message: `evidence of step ${stepId} names ${id}, which is no evidence of the incident. Send that evidence first, or leave the id out`,
                path: at(index, 'evidence', place),
              },
            ],
      ),
    ),
    ...trace.supportingEvidence.flatMap((id, place) =>
      ids.has(id) || known.has(id)
        ? []
        : [
            {
              rule: 'trace.unknown_evidence',
              message: `supportingEvidence names ${id}, which is neither a step of the trace nor evidence of the incident. Send it first, or leave the id out`,
              path: joinPointer('', 'supportingEvidence', place),
            },
          ],
    ),
  ];
};

/** A root cause needs supporting evidence, which no failed step gives. */
const causeHasSupport: TraceRule = trace => {
  const { rootCauseHypothesis, supportingEvidence } = trace;
  const failed = failedSteps(trace);
  if (
    rootCauseHypothesis === null ||
    supportingEvidence.some(id => !failed.has(id))
  ) {
    return [];
  }
  return [
    {
      rule: 'trace.cause_without_evidence',
      message:
        supportingEvidence.length === 0
          ? 'supportingEvidence is empty, so that nothing supports rootCauseHypothesis. Name steps that passed or evidence of the incident, or set rootCauseHypothesis to null'
          : 'supportingEvidence names only steps that failed, so that nothing supports rootCauseHypothesis. Name steps that passed or evidence of the incident, or set rootCauseHypothesis to null',
      path: '/supportingEvidence',
    },
  ];
};

/** Ids of the steps whose validation failed. */
export function failedSteps({
  steps,
}: Pick<SubmitTrace, 'steps'>): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ stepId, validation }) =>
      validation.passed ? [] : [stepId],
    ),
  );
}

/** All rules, in the order in which their violations are reported. */
export const TRACE_RULES: readonly TraceRule[] = [
  uniqueSteps,
  nextStepsExist,
  noCycles,
  citedEvidenceExists,
  causeHasSupport,
];
