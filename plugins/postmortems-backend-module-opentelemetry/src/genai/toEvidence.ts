import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  rootCauseIn,
  type SourceTrace,
  traceOfAgent,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { Span } from '../otlp/readSpans';
import { isCutJson } from './Message';
import { messagesOf } from './spanMessages';
import { toolCallsOf } from './toolCalls';

const MAX_NAME = 200;

/** Whether a span is of a generative model or of an agent. */
export function isGenAi({ attributes, events }: Span): boolean {
  return (
    Object.keys(attributes).some(key =>
      /^(?:gen_ai|traceloop\.entity)\./.test(key),
    ) || events.some(({ name }) => name.startsWith('gen_ai.'))
  );
}

/** Spans by the trace that they are of, in the order in which they began. */
export function tracesOf(spans: readonly Span[]): Span[][] {
  const byTrace = new Map<string, Map<string, Span>>();
  for (const span of spans) {
    const known = byTrace.get(span.traceId) ?? new Map<string, Span>();
    byTrace.set(span.traceId, known.set(span.spanId, span));
  }
  return [...byTrace.values()].map(known =>
    [...known.values()].sort((a, b) =>
      (a.start ?? '').localeCompare(b.start ?? ''),
    ),
  );
}

/**
 * The investigation in the spans of one trace, and what the agent answered at the end.
 * The same spans have the same ids, in whichever order they come.
 */
export function toEvidence(
  spans: readonly Span[],
  options: { incident: Incident; license: string | undefined },
): { nodes: SubmitEvidenceNode[]; trace?: SourceTrace; leftOut: number } {
  const { incident, license } = options;
  const traceId = idOf(spans);
  const answer = lastAnswer(spans);
  const rootCause = answer && rootCauseIn(answer.text);
  const investigator = nameOf(spans);
  const answerId = `${traceId}/answer`;
  const run = traceOfAgent({
    traceId,
    provider: 'opentelemetry',
    ...(investigator && { investigator }),
    ...(license && { license }),
    calls: toolCallsOf(spans),
    ...(rootCause && { rootCause }),
    ...(answer && { statedIn: answerId }),
  });
  const nodes: SubmitEvidenceNode[] = [];
  if (answer) {
    const { text, question, at, isPartial } = answer;
    nodes.push({
      id: answerId,
      sourceType: 'agent_trace',
      timestamp: at ?? incident.startedAt,
      payload: {
        ...(question && { question }),
        answer: text,
        // Else the trace has it
        ...(license && !run && { license }),
      },
      ...((isPartial || isCutJson(text)) && { truncated: true }),
      metadata: { service: incident.services[0], correlationId: traceId },
      provider: 'opentelemetry',
    });
  }
  if (!run) return { nodes, leftOut: 0 };
  const { trace, leftOut } = run;
  return {
    nodes,
    leftOut,
    trace,
  };
}

/** What the model said last that is no call of a tool, and what it was asked first. */
function lastAnswer(spans: readonly Span[]) {
  const read = spans.map(span => ({ span, ...messagesOf(span) }));
  const question = read
    .flatMap(({ input }) => input)
    .find(({ role, text }) => role === 'user' && text.trim() !== '')?.text;
  const last = read
    .filter(
      ({ span }) => span.attributes['gen_ai.operation.name'] !== 'execute_tool',
    )
    .sort((a, b) => (a.span.end ?? '').localeCompare(b.span.end ?? ''))
    .flatMap(({ span, output }) =>
      output.map(({ text, calls }) => ({
        text,
        calls,
        at: span.end,
        isPartial: span.isPartial,
      })),
    )
    .findLast(({ text, calls }) => text.trim() !== '' && calls.length === 0);
  return last && { ...last, question };
}

/** The agent, else the service that ran it, with its model. */
function nameOf(spans: readonly Span[]): string | undefined {
  const first = (key: string, of: 'attributes' | 'resource' = 'attributes') =>
    spans
      .map(span => span[of][key])
      .find(
        (value): value is string => typeof value === 'string' && value !== '',
      );
  const name = first('gen_ai.agent.name') ?? first('service.name', 'resource');
  const model = first('gen_ai.response.model') ?? first('gen_ai.request.model');
  const told = name && model ? `${name} (${model})` : name ?? model;
  return told?.slice(0, MAX_NAME).trim() || undefined;
}

function idOf(spans: readonly Span[]): string {
  const ids = spans.map(({ spanId }) => spanId).sort();
  const digest = createHash('sha256').update(ids.join(' ')).digest('hex');
  const trace = spans[0].traceId.replace(/[^A-Za-z0-9]/g, '').slice(0, 32);
  return `otel-${trace}-${digest.slice(0, 12)}`;
}
