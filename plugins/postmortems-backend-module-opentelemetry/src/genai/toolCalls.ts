import type { JsonValue } from '@postmortems/backstage-plugin-postmortems-common';
import type { AgentToolCall } from '@postmortems/backstage-plugin-postmortems-node';
import type { Span } from '../otlp/readSpans';
import { parsedJson } from './json';
import { inputOf, isCutJson } from './Message';
import { isEmpty, type RecordedCall, RecordedCalls } from './RecordedCalls';
import { messagesOf } from './spanMessages';

/**
 * The calls of tools in the spans of a trace, each once: spans of tools, and what the
 * messages of the model say of calls that have no span. One that has no result in
 * either has none that was recorded.
 */
export function toolCallsOf(spans: readonly Span[]): AgentToolCall[] {
  const calls = new RecordedCalls();
  const ofModels: Span[] = [];
  for (const span of spans) {
    const call = toolSpan(span);
    if (call) calls.add(call);
    // Messages in the span of a tool are what it was asked and what it answered
    else ofModels.push(span);
  }
  const answers = new Map<string, JsonValue>();
  for (const span of ofModels) {
    const { input, output } = messagesOf(span);
    const at = span.end ?? span.start;
    for (const message of [...input, ...output]) {
      for (const { id, output: answer } of message.answers) {
        if (id !== undefined && !answers.has(id)) answers.set(id, answer);
      }
      for (const call of message.calls) {
        const known = calls.find(call);
        if (known) calls.complete(known, call);
        else {
          calls.add({
            ...call,
            ...(at && { at }),
            ...(span.isPartial && { isPartial: true }),
          });
        }
      }
    }
  }
  return calls.all
    .map(call => withAnswer(call, answers, calls))
    .map(({ id, name, isCut, isPartial, ...call }, index) => ({
      ...call,
      ...(isEmpty(call.output) && { isEmpty: true }),
      id: id ?? `call-${index + 1}`,
      tool: name,
      ...((isCut || isPartial) && { truncated: true }),
    }))
    .sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}

function withAnswer(
  call: RecordedCall,
  answers: ReadonlyMap<string, JsonValue>,
  calls: RecordedCalls,
): RecordedCall {
  const { id, output, failure } = call;
  if (output !== undefined || failure !== undefined) return call;
  if (id === undefined || !answers.has(id)) return call;
  // Some agents begin to count anew with each turn: whose answer it is, nobody knows
  return calls.isAmbiguous(id) ? call : { ...call, output: answers.get(id) };
}

/** A span that is the call of a tool. */
function toolSpan(span: Span): RecordedCall | undefined {
  const { attributes: of, events, error, start } = span;
  const isTool =
    of['gen_ai.operation.name'] === 'execute_tool' ||
    of['traceloop.span.kind'] === 'tool';
  if (!isTool) return undefined;
  const name =
    textOf(of['gen_ai.tool.name']) ??
    textOf(of['traceloop.entity.name']) ??
    span.name.replace(/^execute_tool\s+/, '');
  const asked = events.find(
    one => one.name === 'gen_ai.tool.message',
  )?.attributes;
  const told = events.find(one => one.name === 'gen_ai.choice')?.attributes;
  const sent =
    of['gen_ai.tool.call.arguments'] ??
    of['traceloop.entity.input'] ??
    asked?.content;
  const result =
    of['gen_ai.tool.call.result'] ??
    of['traceloop.entity.output'] ??
    told?.message;
  const id = textOf(of['gen_ai.tool.call.id']) ?? textOf(asked?.id);
  const description = textOf(of['gen_ai.tool.description']);
  const { input, isCut } = inputOf(sent);
  return {
    ...(id && { id }),
    name: name || 'tool',
    input,
    ...(result !== undefined && { output: parsedJson(result) ?? null }),
    ...(error && { failure: error }),
    ...(start && { at: start }),
    ...((isCut || isCutJson(result)) && { isCut: true }),
    ...(span.isPartial && { isPartial: true }),
    ...(description && { description }),
  };
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
