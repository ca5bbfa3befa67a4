import type { SubmitTrace } from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase } from '../../__testUtils__/shopIncident';
import { DEFAULT_STYLE, english, render } from '../../verification';
import { evaluateAssertion } from '../../verification/assertions';
import { knownEvidence } from './knownEvidence';
import {
  mainFindings,
  stepsOf,
  stepStatement,
  uncheckedSteps,
  type TraceStep,
} from './steps';

type Step = Partial<SubmitTrace['steps'][number]> & {
  passed?: boolean;
  explanation?: string;
};

/** A sealed trace with these steps, and what is told of it. */
function traceOf(steps: Step[], fields: Partial<SubmitTrace> = {}) {
  const { facts, trace, evidence } = shopCase({
    trace: {
      rootCauseHypothesis: null,
      supportingEvidence: [],
      contributingFactors: [],
      steps: steps.map(
        ({ passed = true, explanation = 'it looked so', ...step }, index) => ({
          stepId: `s${index + 1}`,
          action: 'query_metric',
          input: {},
          output: { value: 1 },
          evidence: [],
          validation: { passed, rule: 'as expected', explanation },
          nextStep: null,
          ...step,
        }),
      ),
      ...fields,
    },
  });
  const options = { trace, known: knownEvidence(evidence) };
  const told = (one: TraceStep) => {
    const { assertion } = stepStatement(one);
    expect(evaluateAssertion(assertion, facts).outcome).toBe('holds');
    return render([assertion], DEFAULT_STYLE, english);
  };
  return { options, told };
}

describe('steps of an investigation', () => {
  it('are told with what they looked at and what they tested', () => {
    const { options, told } = traceOf([
      {
        action: 'inspect_log',
        input: { tool: 'logs', service: 'mailer', query: 'bounced' },
        hypothesis: 'Mails bounce.',
        explanation: '212 bounces since 08:02.',
      },
    ]);

    expect(mainFindings(options).map(told)).toEqual([
      'Found by log inspection (“bounced” and “mailer”), stated by the investigator: “Mails bounce”, because “212 bounces since 08:02”.',
    ]);
  });

  it('that the hypothesis rests on are the findings, four of them', () => {
    const { options } = traceOf([{}, {}, {}, {}, {}, {}], {
      supportingEvidence: ['s2', 's3', 's4', 's5', 's6'],
    });

    expect(mainFindings(options).map(({ step }) => step.stepId)).toEqual([
      's2',
      's3',
      's4',
      's5',
    ]);
  });

  it('whose tool call failed are told with their hypothesis and with what the tool says', () => {
    const { options, told } = traceOf([
      {
        passed: false,
        input: { tool: 'top_pods' },
        output: { error: 'return code 1', stderr: 'metrics API is missing' },
        hypothesis: 'The pods are short of memory.',
        explanation: 'Tool failed',
      },
    ]);

    expect(stepsOf(options, 'refuted')).toEqual([]);
    expect(uncheckedSteps(options).map(told)).toEqual([
      'The investigation could not check “The pods are short of memory” by metric query (“top_pods”), because its tool call failed: “metrics API is missing”.',
    ]);
  });

  it('whose tool call failed leave nothing unchecked that another step could test', () => {
    const hypothesis = 'The pods are short of memory.';
    const { options } = traceOf([
      { passed: false, hypothesis, output: null },
      { passed: false, hypothesis: 'the pods are short of memory' },
    ]);

    expect(uncheckedSteps(options)).toEqual([]);
  });
});
