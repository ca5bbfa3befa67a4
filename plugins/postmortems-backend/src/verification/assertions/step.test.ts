import type {
  AssertionOf,
  JsonValue,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase } from '../../__testUtils__/shopIncident';
import { render } from '../render';
import { evaluateAssertion } from './evaluateAssertion';

const POOL: SubmitEvidenceNode = {
  id: 'pool',
  sourceType: 'telemetry',
  timestamp: '2026-03-02T14:00:00.000Z',
  metadata: { service: 'component:default/checkout' },
  payload: {
    kind: 'metric',
    metric: 'pool_in_use',
    query: 'pool_in_use',
    unit: 'ratio',
    points: [
      ['2026-03-02T14:00:00.000Z', 0.2],
      ['2026-03-02T14:05:00.000Z', 0.9],
    ],
  },
};

/** A sealed step whose investigator says that it passed or failed. */
function stepWith(options: {
  rule: string;
  passed?: boolean;
  output?: JsonValue;
  evidence?: string[];
}) {
  const { rule, passed = true, output = 'ok', evidence = [] } = options;
  const { facts, trace } = shopCase({
    evidence: [POOL],
    trace: {
      rootCauseHypothesis: null,
      supportingEvidence: [],
      contributingFactors: [],
      steps: [
        {
          stepId: 's',
          action: 'query_metric',
          input: {},
          output,
          evidence,
          validation: { passed, rule, explanation: 'it looked so' },
          nextStep: null,
        },
      ],
    },
  });
  const evaluate = (fields: Partial<AssertionOf<'step'>> = {}) =>
    evaluateAssertion(
      {
        type: 'step',
        evidence: trace!.stepEvidence.s,
        outcome: passed ? 'passed' : 'failed',
        ...fields,
      },
      facts,
    );
  return { evaluate };
}

describe('a step of an investigation', () => {
  it.each([
    [{ rule: 'pool_in_use > 80%', evidence: ['pool'] }],
    [{ rule: 'pool_in_use > 95%', evidence: ['pool'], passed: false }],
    [{ rule: 'output contains "refused"', output: 'db: connection refused' }],
    [{ rule: 'count >= 2', output: { lines: ['a', 'b'] } }],
  ])('holds when its rule, evaluated again, says the same: %j', step => {
    expect(stepWith(step).evaluate().outcome).toBe('holds');
  });

  it.each([
    [
      { rule: 'pool_in_use > 95%', evidence: ['pool'] },
      'pool_in_use was between 20 % and 90 %',
    ],
    [
      { rule: 'output contains "refused"', output: 'all is well' },
      'none of “refused” is there',
    ],
    [{ rule: 'count >= 3', output: { count: 2 } }, 'the count is 2'],
    [
      { rule: 'pool_in_use > 0', output: { pool_in_use: 4 }, passed: false },
      'pool_in_use was 4',
    ],
  ])(
    'is contradicted with the value when it says otherwise: %j',
    (step, value) => {
      const { outcome, detail } = stepWith(step).evaluate({ stated: true });
      expect(outcome).toBe('contradicted');
      expect(detail).toContain(value);
    },
  );

  it.each([
    [{ rule: 'the pool was full' }],
    [{ rule: 'pool_in_use > 5 ms', evidence: ['pool'] }],
    // Some points of the series say so: which of them it looked at is not known
    [{ rule: 'pool_in_use > 80%', evidence: ['pool'], passed: false }],
    // It cites a part of what its output shows
    [{ rule: 'count >= 3', evidence: ['pool'], output: { count: 5 } }],
  ])('is only what the investigator states when no code can tell: %j', step => {
    const { evaluate } = stepWith(step);
    expect(evaluate().outcome).toBe('unknown');
    expect(evaluate({ stated: true }).outcome).toBe('holds');
  });

  it('could not be checked when its tool call failed', () => {
    const { evaluate } = stepWith({
      rule: 'output contains "refused"',
      output: { exit_code: 1, stderr: 'refused' },
    });
    expect(evaluate()).toMatchObject({
      outcome: 'contradicted',
      detail: expect.stringContaining('could not be checked'),
    });
    expect(evaluate({ outcome: 'not_run' }).outcome).toBe('holds');
  });

  it('is not recorded when nobody kept what its tool answered, which is no empty answer', () => {
    const { evaluate } = stepWith({
      rule: 'the tool answers',
      output: { notRecorded: true },
      passed: false,
    });
    expect(evaluate({ outcome: 'not_recorded' }).outcome).toBe('holds');
    for (const outcome of ['passed', 'failed', 'not_run'] as const) {
      expect(evaluate({ outcome }).outcome).toBe('contradicted');
    }
    const answered = stepWith({ rule: 'count >= 0', output: { count: 0 } });
    expect(answered.evaluate({ outcome: 'not_recorded' }).outcome).toBe(
      'contradicted',
    );
    expect(
      render([
        {
          type: 'step',
          evidence: 's',
          outcome: 'not_recorded',
          action: 'inspect_log',
          target: ['checkout-1'],
        },
      ]),
    ).toBe(
      'What a step of the investigation found, log inspection (“checkout-1”), was not recorded.',
    );
  });

  it('is told as stated by the investigator', () => {
    const assertion = {
      type: 'step',
      evidence: 's',
      outcome: 'passed',
    } as const;
    expect(
      render([{ ...assertion, action: 'query_metric', stated: true }]),
    ).toBe('Found by metric query, stated by the investigator.');
    expect(render([assertion])).not.toContain('stated');
  });
});
