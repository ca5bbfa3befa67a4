import {
  type Incident,
  submitEvidenceNodeSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { askResult, logCall, metricCall } from '../__testUtils__/results';
import { readInvestigations } from './readInvestigations';
import { toEvidence } from './toEvidence';

const incident = {
  key: 'INC-1',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
} as Incident;

async function read(json: unknown) {
  const { investigations } = readInvestigations(json);
  const { nodes, trace } = await toEvidence(investigations[0], {
    incident,
    license: 'CC-BY-4.0',
    services: {
      find: async name =>
        name === 'checkout' ? 'component:default/checkout' : undefined,
    },
  });
  return {
    nodes: nodes.map(node => submitEvidenceNodeSchema.parse(node)),
    trace: submitTraceSchema.parse({ ...trace, incidentId: 'INC-1' }),
  };
}

describe('toEvidence', () => {
  it('makes a trace of the calls, with the cause that the answer names', async () => {
    const { trace } = await read(askResult);
    expect(trace).toMatchObject({
      investigator: 'HolmesGPT',
      provider: 'holmesgpt',
      license: 'CC-BY-4.0',
      rootCauseHypothesis: 'The checker cannot reach orders-db:3333.',
      // It is the call whose answer names the host
      supportingEvidence: ['call_logs'],
    });
    expect(trace.steps.map(({ validation }) => validation)).toMatchObject([
      {
        passed: true,
        explanation:
          'All hosts tried for db query failed (tried: orders-db:3333)',
      },
      { passed: false, explanation: expect.stringContaining('forbidden') },
      { passed: true, explanation: 'Prometheus query' },
    ]);
  });

  it('keeps the series that a call read as metrics of their service', async () => {
    const { nodes, trace } = await read(askResult);
    expect(nodes[0]).toMatchObject({
      sourceType: 'telemetry',
      timestamp: '2026-03-02T14:00:00.000Z',
      metadata: { service: 'component:default/checkout' },
      payload: {
        kind: 'metric',
        metric: 'checker_failed',
        points: [
          ['2026-03-02T14:00:00.000Z', 0.5],
          ['2026-03-02T14:02:00.000Z', 2],
        ],
      },
    });
    expect(trace.steps[2].evidence).toEqual([nodes[0].id]);
  });

  it('takes no words of the model into a metric', async () => {
    const answer = JSON.parse(metricCall.result.data);
    answer.description = 'Checkout errors caused by release 2.4.1';
    answer.query = 'sum(rate(errors_total[5m]))';
    answer.data.result[0].metric = {};
    const data = JSON.stringify(answer);
    const { nodes } = await read({
      tool_calls: [{ ...metricCall, result: { ...metricCall.result, data } }],
    });
    expect(nodes[0].payload).toMatchObject({ metric: answer.query });
    expect(JSON.stringify(nodes[0])).not.toContain('caused by');
  });

  it('guesses no unit of a percentage, and no service', async () => {
    const answer = JSON.parse(metricCall.result.data);
    answer.output_type = 'Percentage';
    answer.data.result[0].metric = {};
    const data = JSON.stringify(answer);
    const { nodes } = await read({
      tool_calls: [{ ...metricCall, result: { ...metricCall.result, data } }],
    });
    expect(nodes[0].payload).not.toHaveProperty('unit');
    expect(nodes[0].metadata.service).toBe('unknown');
  });

  it('has the same ids for the same result, and others for another', async () => {
    const ids = await Promise.all(
      [
        askResult,
        { ...askResult, analysis: askResult.result, result: null },
        {
          ...askResult,
          result: 'else',
        },
      ].map(async json => (await read(json)).trace.traceId),
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it('names no cause where the answer does not, and leaves out how it organised its work', async () => {
    const { trace, nodes } = await read({
      analysis: 'Your cluster is healthy.',
      tool_calls: [logCall, { ...logCall, tool_name: 'TodoWrite' }],
    });
    expect(trace.rootCauseHypothesis).toBeNull();
    expect(trace.steps).toHaveLength(1);
    expect(nodes[0].payload.answer).toBe('Your cluster is healthy.');
  });

  it('takes the cause from the sections, and links to what was investigated', async () => {
    const { trace } = await read([
      {
        issue: { name: 'Checker fails', url: 'https://pd.example.com/i/1' },
        result: {
          tool_calls: [logCall],
          sections: {
            'Conclusions and Possible Root causes':
              '- orders-db is down.\n- Or not.',
          },
        },
      },
    ]);
    expect(trace.rootCauseHypothesis).toBe('orders-db is down.');
    expect(trace.sourceUrl).toBe('https://pd.example.com/i/1');
  });
});
