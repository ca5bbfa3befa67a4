import { submitTraceSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { type AgentRun, traceOfAgent } from './traceOfAgent';

function traceOf(calls: AgentRun['calls'], run: Partial<AgentRun> = {}) {
  const { trace } = traceOfAgent({ traceId: 'run-1', calls, ...run })!;
  return submitTraceSchema.parse({ ...trace, incidentId: 'INC-1' });
}

const LOGS = {
  id: 'c1',
  tool: 'fetch_pod_logs',
  input: { pod: 'checkout-1' },
  output: [
    'stdout:',
    'started in 3 s',
    'cannot reach orders-db:5432, giving up',
    'stderr:',
  ].join('\n'),
};

describe('traceOfAgent', () => {
  it('quotes the line that has the words of the cause, by a rule that code evaluates again', () => {
    const rootCause = 'Checkout cannot reach orders-db:5432.';
    const { steps, ...trace } = traceOf([LOGS], { rootCause });
    expect(steps).toMatchObject([
      {
        stepId: 'c1',
        action: 'inspect_log',
        input: { tool: 'fetch_pod_logs', pod: 'checkout-1' },
        validation: {
          passed: true,
          rule: 'output shows "cannot reach orders-db:5432"',
          explanation: 'cannot reach orders-db:5432, giving up',
        },
      },
    ]);
    expect(trace).toMatchObject({
      rootCauseHypothesis: rootCause,
      supportingEvidence: ['c1'],
    });
  });

  it('takes a failed call, one without a result and one that found nothing for no support', () => {
    const { steps, supportingEvidence, rootCauseHypothesis } = traceOf(
      [
        { id: 'f', tool: 'a', input: {}, failure: 'forbidden' },
        { id: 'u', tool: 'b', input: {} },
        { id: 'e', tool: 'c', input: {}, output: '', isEmpty: true },
      ],
      { rootCause: 'It was the network.' },
    );
    expect(steps.map(({ output }) => output)).toEqual([
      { status: 'error', error: 'forbidden' },
      { notRecorded: true },
      { status: 'no_data', answer: '' },
    ]);
    expect(steps.map(({ validation }) => validation.passed)).toEqual([
      false,
      false,
      true,
    ]);
    expect([rootCauseHypothesis, supportingEvidence]).toEqual([null, []]);
  });

  it('rests a cause on nothing but what the agent says, where no answer has a fact of it', () => {
    const other = { ...LOGS, id: 'c2', output: 'started in 3 s, all is well' };
    const rootCause = 'A retry storm of the clients was it.';
    const trace = traceOf([LOGS, other], { rootCause });
    expect([trace.rootCauseHypothesis, trace.supportingEvidence]).toEqual([
      null,
      [],
    ]);
    const stated = traceOf([LOGS, other], { rootCause, statedIn: 'answer' });
    expect([stated.rootCauseHypothesis, stated.supportingEvidence]).toEqual([
      rootCause,
      ['answer'],
    ]);
    const named = traceOf([LOGS, other], {
      rootCause: 'Checkout cannot reach orders-db:5432.',
    });
    expect(named.supportingEvidence).toEqual(['c1']);
  });

  it('makes ids valid and unique, and bounds steps and outputs with a mark', () => {
    const calls = Array.from({ length: 501 }, () => ({
      ...LOGS,
      id: 'call one',
    }));
    calls[0].output = '🔥'.repeat(30_000);
    const read = traceOfAgent({ traceId: 'run-1', calls })!;
    const { steps } = submitTraceSchema.parse({
      ...read.trace,
      incidentId: 'INC-1',
    });
    expect(read.leftOut).toBe(1);
    expect(steps.slice(0, 2).map(({ stepId }) => stepId)).toEqual([
      'call-one',
      'call-one#2',
    ]);
    expect(steps[0].truncated).toBe(true);
    expect(String(steps[0].output).length).toBeLessThanOrEqual(50_000);
    expect(String(steps[0].output)).not.toMatch(/\p{Surrogate}/u);
    expect(steps[1].truncated).toBeUndefined();
  });

  it('rests on what the agent cites', () => {
    const other = { ...LOGS, id: 'c2' };
    expect(
      traceOf([LOGS, other], {
        rootCause: 'x',
        support: ['c2', 'evidence-1', 'c2'],
      }).supportingEvidence,
    ).toEqual(['c2', 'evidence-1']);
  });

  it('names no cause that rests on calls which failed, or on none', () => {
    const failed = { id: 'f', tool: 'a', input: {}, failure: 'forbidden' };
    for (const support of [['f'], []]) {
      const trace = traceOf([LOGS, failed], { rootCause: 'x', support });
      expect(trace.rootCauseHypothesis).toBeNull();
      expect(trace.supportingEvidence).toEqual([]);
    }
  });

  it('reads long lines of an output in bounded time', () => {
    const output = `root cause${' '.repeat(200_000)}x`;
    const started = performance.now();
    traceOf([{ ...LOGS, output }], { rootCause: output.slice(0, 50) });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('keeps hypotheses that were given up as refuted steps', () => {
    const { trace } = traceOfAgent({
      traceId: 'run-1',
      calls: [],
      ruledOut: [{ hypothesis: 'DNS', explanation: 'all names resolved [2]' }],
    })!;
    expect(trace.steps).toMatchObject([
      {
        stepId: 'ruled-out-1',
        hypothesis: 'DNS',
        validation: { passed: false, explanation: 'all names resolved [2]' },
      },
    ]);
    expect(trace.supportingEvidence).toEqual([]);
  });

  it('is nothing without calls', () => {
    expect(traceOfAgent({ traceId: 'run-1', calls: [] })).toBeUndefined();
  });

  it.each([
    ['kubectl_logs', {}, 'inspect_log'],
    ['search_catalog', {}, 'correlate_event'],
    ['execute_prometheus_range_query', {}, 'query_metric'],
    ['argocd_app_diff', {}, 'check_deployment'],
    [
      'run_bash_command',
      { command: 'kubectl rollout history' },
      'check_deployment',
    ],
  ])('takes %s %j for %s', (tool, input, action) => {
    expect(traceOf([{ ...LOGS, tool, input }]).steps[0].action).toBe(action);
  });
});
