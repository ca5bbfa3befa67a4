import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import { asObject, parsedJson } from './json';

/** A message to or from a model, whichever way it was recorded. */
export type Message = {
  role?: string;
  text: string;
  /** Calls of tools that the model asks for. */
  calls: { id?: string; name: string; input: JsonObject; isCut?: boolean }[];
  /** Answers of tools. */
  answers: { id?: string; output: JsonValue }[];
};

/** Messages in a value that is one, a list of them, or JSON of these. */
export function messagesIn(
  value: JsonValue | undefined,
  role?: string,
): Message[] {
  const parsed = parsedJson(value);
  if (Array.isArray(parsed))
    return parsed.flatMap(one => messagesIn(one, role));
  if (typeof parsed === 'string') {
    return [{ ...(role && { role }), text: parsed, calls: [], answers: [] }];
  }
  const message = asObject(parsed);
  // A choice wraps the message of its answer
  const wrapped = message && asObject(parsedJson(message.message));
  return message ? [messageOf(wrapped ?? message, role)] : [];
}

function messageOf(message: JsonObject, defaultRole?: string): Message {
  const role = typeof message.role === 'string' ? message.role : defaultRole;
  const parts = partsOf(message);
  const read: Message = {
    ...(role && { role }),
    text: '',
    calls: [],
    answers: [],
  };
  for (const part of parts) addPart(read, part);
  for (const sent of listOf(parsedJson(message.tool_calls))) {
    const call = callOf(asObject(sent) ?? {});
    if (call) read.calls.push(call);
  }
  if (role === 'tool' && read.answers.length === 0) {
    const id = message.tool_call_id ?? message.id;
    const output = message.content ?? message.message;
    if (output !== undefined) {
      read.answers.push({
        ...(typeof id === 'string' && { id }),
        output: parsedJson(output) ?? null,
      });
    }
    read.text = '';
  }
  return read;
}

/** `parts` of the newest conventions; else the content, which may be text or a list. */
function partsOf({ parts, content, message }: JsonObject): JsonValue[] {
  const found = parsedJson(parts) ?? parsedJson(content) ?? parsedJson(message);
  return listOf(found);
}

function addPart(read: Message, sent: JsonValue): void {
  if (typeof sent === 'string') {
    read.text = joined(read.text, sent);
    return;
  }
  const part = asObject(sent);
  if (!part) return;
  switch (part.type) {
    case 'tool_call':
    case 'tool_use': {
      const call = callOf(part);
      if (call) read.calls.push(call);
      return;
    }
    case 'tool_call_response':
    case 'tool_result': {
      const id = part.id ?? part.tool_use_id;
      const output = part.response ?? part.result ?? part.content;
      if (output === undefined) return;
      read.answers.push({
        ...(typeof id === 'string' && { id }),
        output: parsedJson(output) ?? null,
      });
      return;
    }
    case 'reasoning':
    case 'thinking':
      return;
    default: {
      const text = part.content ?? part.text;
      if (typeof text === 'string') read.text = joined(read.text, text);
    }
  }
}

function callOf(call: JsonObject): Message['calls'][number] | undefined {
  const described = asObject(call.function) ?? call;
  const { name } = described;
  if (typeof name !== 'string' || name === '') return undefined;
  return {
    ...(typeof call.id === 'string' && { id: call.id }),
    name,
    ...inputOf(described.arguments ?? described.input),
  };
}

/** Arguments as an object; JSON that does not end was cut by a limit on attributes. */
export function inputOf(value: JsonValue | undefined): {
  input: JsonObject;
  isCut?: boolean;
} {
  if (value === undefined || value === null || value === '')
    return { input: {} };
  const parsed = parsedJson(value);
  const object = asObject(parsed);
  if (object) return { input: object };
  return {
    input: { arguments: parsed ?? null },
    ...(isCutJson(value) && { isCut: true }),
  };
}

/** Whether a text begins as JSON and is none. */
export function isCutJson(value: JsonValue | undefined): boolean {
  return (
    typeof value === 'string' &&
    /^\s*[[{]\s*["[{\d]/.test(value) &&
    typeof parsedJson(value) === 'string'
  );
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function joined(before: string, text: string): string {
  return before === '' ? text : `${before}\n${text}`;
}
