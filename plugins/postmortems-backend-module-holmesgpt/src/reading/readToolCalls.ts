import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { AgentToolCall } from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

/** A call, and what the tool answered as it is, from which metrics are read. */
export type HolmesCall = AgentToolCall & { answer?: JsonValue };

const text = z.string().nullish().catch(undefined);

/**
 * `StructuredToolResult` (holmes/core/tools.py): `status` is `success`, `error`, `no_data`
 * or `approval_required`.
 */
const resultSchema = z.looseObject({
  status: z.string(),
  error: text,
  return_code: z.number().nullish().catch(undefined),
  data: z.json().nullish().catch(undefined),
  invocation: text,
  params: z.record(z.string(), z.json()).nullish().catch(undefined),
});

const callSchema = z
  .looseObject({
    tool_call_id: text,
    tool_name: text,
    name: text,
    description: text,
    result: z.json().optional().catch(undefined),
    /** Of results that Robusta has stored. */
    output: z.json().optional().catch(undefined),
  })
  .refine(({ tool_name: tool, name }) => tool || name);

/** Commands that ended with an error under the status `success`. */
const FAILED_COMMAND = /^Command `[^\n]*` failed with return code (\d+)/;

/** Reads a call of `tool_calls`; `undefined` for what has no name. */
export function readToolCall(
  sent: unknown,
  index: number,
): HolmesCall | undefined {
  const call = callSchema.safeParse(sent).data;
  if (!call) return undefined;
  const tool = (call.tool_name || call.name)!;
  const common = {
    id: call.tool_call_id || `call-${index + 1}`,
    tool,
    ...(call.description && { description: call.description }),
  };
  const structured = resultSchema.safeParse(call.result).data;
  if (!structured) {
    const output = call.result ?? call.output;
    return { ...common, input: {}, ...outcomeOf(output ?? undefined) };
  }
  const { status, error, params, invocation } = structured;
  const input: JsonObject = {
    ...params,
    ...(invocation && { command: invocation }),
  };
  const data = structured.data ?? undefined;
  switch (status) {
    case 'success':
      return { ...common, input, ...outcomeOf(data ?? '') };
    case 'no_data':
      return { ...common, input, output: data ?? '', isEmpty: true };
    case 'approval_required':
      return { ...common, input, failure: 'Nobody approved the call' };
    default: {
      const code = structured.return_code;
      const reason =
        error || (code ? `return code ${code}` : `status ${status}`);
      return {
        ...common,
        input,
        ...(data !== undefined && data !== '' && { output: data }),
        failure: reason,
      };
    }
  }
}

/** What a tool answered, unless its text says that the command failed. */
function outcomeOf(
  answer: JsonValue | undefined,
): Pick<HolmesCall, 'output' | 'answer' | 'failure' | 'isEmpty'> {
  if (answer === undefined) return {};
  if (typeof answer === 'string') {
    const [failed] = FAILED_COMMAND.exec(answer) ?? [];
    if (failed) return { output: answer, failure: failed };
    if (answer.trim() === '') return { output: '', isEmpty: true };
  }
  return { output: answer, answer };
}

const messageSchema = z.looseObject({
  role: z.string(),
  content: text,
  tool_call_id: text,
  name: text,
  tool_calls: z
    .array(
      z.looseObject({
        id: z.string(),
        function: z.looseObject({ name: z.string(), arguments: text }),
      }),
    )
    .nullish()
    .catch(undefined),
});

/** Calls in the messages to and from the model, for results that list none. */
export function callsOfMessages(messages: readonly unknown[]): HolmesCall[] {
  const read = messages.flatMap(
    message => messageSchema.safeParse(message).data ?? [],
  );
  const answers = new Map(
    read.flatMap(({ role, tool_call_id: id, content }) =>
      role === 'tool' && id ? [[id, content ?? ''] as const] : [],
    ),
  );
  return read.flatMap(({ tool_calls: calls }) =>
    (calls ?? []).map(({ id, function: { name, arguments: sent } }) => ({
      id,
      tool: name,
      input: objectIn(sent),
      ...outcomeOf(answers.get(id)),
    })),
  );
}

function objectIn(json: string | null | undefined): JsonObject {
  if (!json) return {};
  try {
    const parsed = JSON.parse(json);
    return typeof parsed === 'object' &&
      parsed !== null &&
      !Array.isArray(parsed)
      ? parsed
      : { arguments: parsed };
  } catch {
    return { arguments: json };
  }
}
