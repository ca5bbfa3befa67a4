import {
  type Incident,
  submitEvidenceNodeSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  ANSWER,
  exportRequest,
  GENERATIONS,
  LOG,
  type TestSpan,
} from '../__testUtils__/otlp';
import { readSpans } from '../otlp/readSpans';
import { isGenAi, toEvidence, tracesOf } from './toEvidence';

const incident = {
  key: 'INC-1',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
} as Incident;

function read(sent: readonly TestSpan[], resource?: { [key: string]: string }) {
  const { spans } = readSpans(JSON.stringify(exportRequest(sent, resource)));
  const [trace] = tracesOf(spans.filter(isGenAi));
  const found = toEvidence(trace, { incident, license: 'CC-BY-4.0' });
  return {
    nodes: found.nodes.map(node => submitEvidenceNodeSchema.parse(node)),
    trace:
      found.trace &&
      submitTraceSchema.parse({ ...found.trace, incidentId: 'INC-1' }),
  };
}

const steps = (sent: readonly TestSpan[]) => read(sent).trace!.steps;

describe('GenAI spans', () => {
  it.each(Object.entries(GENERATIONS))(
    'are the same steps in %s',
    (_, generation) => {
      const { nodes, trace } = read(generation);
      expect(trace).toMatchObject({
        provider: 'opentelemetry',
        investigator: 'triage-agent',
        license: 'CC-BY-4.0',
        rootCauseHypothesis: 'The connection pool was exhausted.',
        // No answer has anything of it that can be looked up
        supportingEvidence: [expect.stringMatching(/\/answer$/)],
      });
      const read1 = trace!.steps.find(({ stepId }) => stepId === 'c1');
      expect(read1).toMatchObject({
        action: 'inspect_log',
        input: { tool: 'get_logs', pod: 'checkout-1' },
        output: LOG,
        validation: { passed: true, explanation: LOG },
      });
      const unknown = trace!.steps.find(({ stepId }) => stepId === 'c2');
      expect(unknown).toMatchObject({
        input: { tool: 'get_events' },
        output: { notRecorded: true },
        validation: { passed: false },
      });
      expect(trace!.steps).toHaveLength(2);
      expect(nodes).toMatchObject([
        {
          sourceType: 'agent_trace',
          timestamp: '2026-03-02T14:20:11.000Z',
          payload: { question: 'Why does checkout fail?', answer: ANSWER },
        },
      ]);
    },
  );

  it('tell an empty answer from one that was not recorded', () => {
    const tool = {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'get_logs',
    };
    const outputs = steps([
      { at: 0, attributes: { ...tool, 'gen_ai.tool.call.result': '' } },
      { at: 1, attributes: tool },
    ]).map(({ output }) => output);
    expect(outputs).toEqual([
      { status: 'no_data', answer: '' },
      { notRecorded: true },
    ]);
  });

  it('keep calls apart whose ids begin anew, without an answer of another one', () => {
    const asked = (at: number, pod: string) => ({
      at,
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_logs',
        'gen_ai.tool.call.id': 'call_0',
        'gen_ai.tool.call.arguments': JSON.stringify({ pod }),
      },
    });
    expect(
      steps([asked(0, 'a'), asked(1, 'b')]).map(({ input, output }) => [
        input.pod,
        output,
      ]),
    ).toEqual([
      ['a', { notRecorded: true }],
      ['b', { notRecorded: true }],
    ]);
  });

  it('are read in bounded time, however many and however deep', () => {
    const calls = Array.from({ length: 5_000 }, (_, index) => ({
      id: `c${index}`,
      type: 'tool_call',
      name: 'get_logs',
      arguments: { pod: `checkout-${index}` },
    }));
    const started = performance.now();
    const messages = [
      JSON.stringify([{ role: 'assistant', parts: calls }]),
      '['.repeat(20_000),
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    ];
    for (const sent of messages) {
      read([{ at: 0, attributes: { 'gen_ai.output.messages': sent } }]);
    }
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('keep why a tool failed', () => {
    const attributes = {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'get_logs',
      'error.type': 'timeout',
    };
    const [told, typed] = steps([
      {
        at: 0,
        attributes,
        status: { code: 2, message: 'timed out after 30 s' },
      },
      { at: 1, attributes, status: { code: 'STATUS_CODE_ERROR' } },
    ]);
    expect(told.output).toEqual({
      status: 'error',
      error: 'timed out after 30 s',
    });
    expect(typed.output).toMatchObject({ error: 'timeout' });
  });

  it('mark what a limit on attributes has cut', () => {
    const [step] = steps([
      {
        at: 0,
        attributes: {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': 'get_logs',
          'gen_ai.tool.call.result': '{"lines": ["pool exha',
        },
      },
    ]);
    expect([step.truncated, step.output]).toEqual([
      true,
      '{"lines": ["pool exha',
    ]);
  });

  it('read what the tool was asked and answered from events in its span', () => {
    const [step] = steps([
      {
        at: 0,
        attributes: {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': 'get_logs',
        },
        events: [
          {
            name: 'gen_ai.tool.message',
            attributes: {
              role: 'tool',
              id: 'c9',
              content: '{"pod":"checkout-1"}',
            },
          },
          { name: 'gen_ai.choice', attributes: { id: 'c9', message: LOG } },
        ],
      },
    ]);
    expect(step).toMatchObject({
      stepId: 'c9',
      input: { pod: 'checkout-1' },
      output: LOG,
    });
  });

  it('read tools of OpenLLMetry', () => {
    const [step] = steps([
      {
        at: 0,
        attributes: {
          'traceloop.span.kind': 'tool',
          'traceloop.entity.name': 'get_logs',
          'traceloop.entity.input': '{"pod":"checkout-1"}',
          'traceloop.entity.output': '{"max":0.12}',
        },
      },
    ]);
    expect(step).toMatchObject({
      input: { tool: 'get_logs', pod: 'checkout-1' },
      output: { max: 0.12 },
    });
  });

  it('have the same ids in whichever order they come', () => {
    const [first, second] = GENERATIONS['numbered attributes'];
    const body = exportRequest([first, second]);
    const reversed = structuredClone(body);
    reversed.resourceSpans[0].scopeSpans[0].spans.reverse();
    const ids = [body, reversed].map(one => {
      const [trace] = tracesOf(readSpans(JSON.stringify(one)).spans);
      return toEvidence(trace, { incident, license: undefined }).trace!.traceId;
    });
    expect(ids[0]).toBe(ids[1]);
  });

  it('lose a time that lies in the future, not the step', () => {
    const [step] = steps([
      {
        at: 60 * 60 * 24 * 365 * 60,
        attributes: {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': 'get_logs',
        },
      },
    ]);
    expect(step.timestamp).toBeUndefined();
  });

  it('name the agent and its model', () => {
    const { trace } = read([
      {
        at: 0,
        attributes: {
          'gen_ai.agent.name': 'Triage',
          'gen_ai.response.model': 'gpt-x',
          'gen_ai.operation.name': 'execute_tool',
        },
      },
    ]);
    expect(trace!.investigator).toBe('Triage (gpt-x)');
  });

  it('are marked as cut when a limit dropped attributes or events', () => {
    const body: any = exportRequest(GENERATIONS['numbered attributes']);
    for (const span of body.resourceSpans[0].scopeSpans[0].spans) {
      span.droppedAttributesCount = 3;
    }
    const [spans] = tracesOf(readSpans(JSON.stringify(body)).spans);
    const { trace, nodes } = toEvidence(spans, {
      incident,
      license: undefined,
    });
    expect(trace!.steps.map(({ truncated }) => truncated)).toEqual([
      true,
      true,
    ]);
    expect(nodes[0].truncated).toBe(true);
  });

  it('are none without calls, and the answer keeps the license', () => {
    const body = exportRequest([
      { at: 0, attributes: { 'gen_ai.completion.0.content': 'It was DNS.' } },
    ]);
    const [spans] = tracesOf(readSpans(JSON.stringify(body)).spans);
    const { trace, nodes } = toEvidence(spans, { incident, license: 'MIT' });
    expect(trace).toBeUndefined();
    expect(nodes[0].payload.license).toBe('MIT');
  });
});
