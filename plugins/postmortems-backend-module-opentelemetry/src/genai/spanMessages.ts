import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import type { Span } from '../otlp/readSpans';
import { type Message, messagesIn } from './Message';

/** Messages to a model, and its answers. */
type Messages = { input: Message[]; output: Message[] };

/**
 * The messages of a span, in whichever generation of the conventions it has them:
 * 1. attributes with a number for each (`gen_ai.prompt.0.content`,
 *    `gen_ai.completion.0.tool_calls.0.name`; OpenLLMetry), or events with lists of
 *    them (`gen_ai.content.prompt`; semantic conventions 1.27);
 * 2. an event for each (`gen_ai.user.message`, `gen_ai.tool.message`, `gen_ai.choice`;
 *    semantic conventions 1.28 to 1.36);
 * 3. lists of parts (`gen_ai.input.messages`, `gen_ai.output.messages`), in attributes
 *    of the span or of its event `gen_ai.client.inference.operation.details`
 *    (semantic conventions 1.37).
 *
 * The newest one that it has wins, because a span may have several for older readers.
 */
export function messagesOf(span: Span): Messages {
  const generations = [listedMessages, eventMessages, numberedMessages];
  return (
    generations
      .map(read => read(span))
      .find(({ input, output }) => input.length + output.length > 0) ?? {
      input: [],
      output: [],
    }
  );
}

function listedMessages({ attributes, events }: Span): Messages {
  const details = events.find(
    ({ name }) => name === 'gen_ai.client.inference.operation.details',
  );
  const all: JsonObject = { ...details?.attributes, ...attributes };
  return {
    input: messagesIn(all['gen_ai.input.messages'], 'user'),
    output: messagesIn(all['gen_ai.output.messages'], 'assistant'),
  };
}

const MESSAGE_EVENT = /^gen_ai\.(system|user|assistant|tool)\.message$/;

function eventMessages({ events }: Span): Messages {
  const messages: Messages = { input: [], output: [] };
  const choices = events.some(({ name }) => name === 'gen_ai.choice');
  for (const [index, { name, attributes }] of events.entries()) {
    const role = MESSAGE_EVENT.exec(name)?.[1];
    if (name === 'gen_ai.choice') {
      messages.output.push(...messagesIn(attributes, 'assistant'));
    } else if (role) {
      // Without choices the last word of the assistant is the answer
      const isAnswer =
        !choices && role === 'assistant' && index === events.length - 1;
      messages[isAnswer ? 'output' : 'input'].push(
        ...messagesIn(attributes, role),
      );
    }
  }
  return messages;
}

function numberedMessages({ attributes, events }: Span): Messages {
  const messages = {
    input: messagesIn(nested(attributes, 'gen_ai.prompt'), 'user'),
    output: messagesIn(nested(attributes, 'gen_ai.completion'), 'assistant'),
  };
  for (const { name, attributes: of } of events) {
    if (name === 'gen_ai.content.prompt') {
      messages.input.push(...messagesIn(of['gen_ai.prompt'], 'user'));
    }
    if (name === 'gen_ai.content.completion') {
      messages.output.push(...messagesIn(of['gen_ai.completion'], 'assistant'));
    }
  }
  return messages;
}

/** Numbers above are no places in a list. */
const MAX_PLACE = 10_000;

/** Attributes such as `prefix.0.tool_calls.1.name` as a list of objects. */
function nested(attributes: JsonObject, prefix: string): JsonObject[] {
  const messages = new Map<number, JsonObject>();
  const calls = new Map<string, JsonObject>();
  for (const [key, value] of Object.entries(attributes)) {
    if (!key.startsWith(`${prefix}.`)) continue;
    const [place, field, callPlace, ...rest] = key
      .slice(prefix.length + 1)
      .split('.');
    if (!/^\d+$/.test(place) || Number(place) > MAX_PLACE) continue;
    const message = messages.get(Number(place)) ?? {};
    messages.set(Number(place), message);
    if (field !== 'tool_calls') {
      if (callPlace === undefined) message[field] = value;
      continue;
    }
    const id = `${place}.${callPlace}`;
    let call = calls.get(id);
    if (!call) {
      call = {};
      calls.set(id, call);
      message.tool_calls = [
        ...((message.tool_calls as JsonObject[]) ?? []),
        call,
      ];
    }
    call[rest.at(-1) ?? ''] = value;
  }
  return [...messages].sort(([a], [b]) => a - b).map(([, message]) => message);
}
