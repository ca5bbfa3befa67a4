/** Spans in OTLP/JSON, of an agent that is made up. */

const BASE = Date.UTC(2026, 2, 2, 14, 20);

type Value = string | number | boolean | Value[] | { [key: string]: Value };
type Attributes = { [key: string]: Value };

export type TestSpan = {
  name?: string;
  traceId?: string;
  /** Seconds after 14:20. */
  at: number;
  attributes?: Attributes;
  events?: { name: string; attributes: Attributes }[];
  status?: { code: number | string; message?: string };
};

function anyValue(value: Value): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? { intValue: String(value) }
      : { doubleValue: value };
  }
  return Array.isArray(value)
    ? { arrayValue: { values: value.map(anyValue) } }
    : { kvlistValue: { values: keyValues(value) } };
}

function keyValues(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: anyValue(value),
  }));
}

const nanos = (seconds: number) => `${BASE + seconds * 1000}000000`;

/** A request as an exporter with the protocol `http/json` sends it. */
export function exportRequest(
  spans: readonly TestSpan[],
  resource: Attributes = { 'service.name': 'triage-agent' },
) {
  return {
    resourceSpans: [
      {
        resource: { attributes: keyValues(resource) },
        scopeSpans: [
          {
            scope: { name: 'test' },
            spans: spans.map((span, index) => ({
              traceId: span.traceId ?? '5b8efff798038103d269b633813fc60c',
              spanId: `eee19b7ec3c1b1${String(index).padStart(2, '0')}`,
              name: span.name ?? 'chat',
              kind: 3,
              startTimeUnixNano: nanos(span.at),
              endTimeUnixNano: nanos(span.at + 1),
              attributes: keyValues(span.attributes ?? {}),
              events: (span.events ?? []).map(event => ({
                timeUnixNano: nanos(span.at),
                name: event.name,
                attributes: keyValues(event.attributes),
              })),
              status: span.status ?? {},
            })),
          },
        ],
      },
    ],
  };
}

const ASKED = 'Why does checkout fail?';
const INPUT = { pod: 'checkout-1' };
export const LOG = 'pool exhausted: 50 of 50 connections in use';
export const ANSWER = '## Root cause\n\nThe connection pool was exhausted.';

/**
 * One investigation in three generations of attributes: the model asks for logs, gets
 * them, asks for a second tool whose answer nobody recorded, and concludes.
 */
export const GENERATIONS: Record<string, TestSpan[]> = {
  'numbered attributes': [
    {
      at: 0,
      attributes: {
        'gen_ai.system': 'openai',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': ASKED,
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.tool_calls.0.id': 'c1',
        'gen_ai.completion.0.tool_calls.0.name': 'get_logs',
        'gen_ai.completion.0.tool_calls.0.arguments': JSON.stringify(INPUT),
        'gen_ai.completion.0.tool_calls.1.id': 'c2',
        'gen_ai.completion.0.tool_calls.1.name': 'get_events',
        'gen_ai.completion.0.tool_calls.1.arguments': '{}',
      },
    },
    {
      at: 10,
      attributes: {
        'gen_ai.system': 'openai',
        'gen_ai.prompt.2.role': 'tool',
        'gen_ai.prompt.2.tool_call_id': 'c1',
        'gen_ai.prompt.2.content': LOG,
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': ANSWER,
      },
    },
  ],
  'an event for each message': [
    {
      at: 0,
      events: [
        { name: 'gen_ai.user.message', attributes: { content: ASKED } },
        {
          name: 'gen_ai.choice',
          attributes: {
            index: 0,
            finish_reason: 'tool_calls',
            message: JSON.stringify({
              role: 'assistant',
              tool_calls: [
                {
                  id: 'c1',
                  type: 'function',
                  function: {
                    name: 'get_logs',
                    arguments: JSON.stringify(INPUT),
                  },
                },
                {
                  id: 'c2',
                  type: 'function',
                  function: { name: 'get_events', arguments: '{}' },
                },
              ],
            }),
          },
        },
      ],
    },
    {
      at: 10,
      events: [
        { name: 'gen_ai.tool.message', attributes: { id: 'c1', content: LOG } },
        { name: 'gen_ai.assistant.message', attributes: { content: ANSWER } },
      ],
    },
  ],
  'lists of parts, and spans of tools': [
    {
      at: 0,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', parts: [{ type: 'text', content: ASKED }] },
        ]),
        'gen_ai.output.messages': [
          {
            role: 'assistant',
            parts: [
              {
                type: 'tool_call',
                id: 'c1',
                name: 'get_logs',
                arguments: INPUT,
              },
              {
                type: 'tool_call',
                id: 'c2',
                name: 'get_events',
                arguments: {},
              },
            ],
          },
        ],
      },
    },
    {
      at: 5,
      name: 'execute_tool get_logs',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_logs',
        'gen_ai.tool.call.id': 'c1',
        'gen_ai.tool.call.arguments': JSON.stringify(INPUT),
        'gen_ai.tool.call.result': LOG,
      },
    },
    {
      at: 10,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.output.messages': JSON.stringify([
          {
            role: 'assistant',
            parts: [
              { type: 'reasoning', content: 'Hmm.' },
              { type: 'text', content: ANSWER },
            ],
            finish_reason: 'stop',
          },
        ]),
      },
    },
  ],
};
