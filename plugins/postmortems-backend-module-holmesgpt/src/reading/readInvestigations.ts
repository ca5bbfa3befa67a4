import { InputError } from '@backstage/errors';
import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import {
  callsOfMessages,
  readToolCall,
  type HolmesCall,
} from './readToolCalls';

/** An investigation of HolmesGPT. */
export type Investigation = {
  calls: HolmesCall[];
  answer?: string;
  /** The answer by headings, where it was asked for sections. */
  sections?: Record<string, string>;
  question?: string;
  /** Web address of what was investigated. */
  url?: string;
};

const text = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);

/**
 * Results as the API and the command line write them: `LLMResult` of
 * `holmes ask --json-output-file`, `InvestigationResult` of `/api/investigate`,
 * `ChatResponse` of `/api/chat` (holmes/core/models.py and tool_calling_llm.py of
 * github.com/robusta-dev/holmesgpt, November 2025).
 */
const resultSchema = z.looseObject({
  result: text,
  analysis: text,
  sections: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  tool_calls: list,
  /** Of results that Robusta has stored. */
  tools: list,
  messages: list,
  conversation_history: list,
});

/** Elements of what `holmes investigate … --json-output-file` writes. */
const elementSchema = z.looseObject({
  issue: z.looseObject({ name: text, url: text }),
  result: z.looseObject({}),
});

/**
 * Reads an investigation, or a list of them.
 *
 * @param json - text, or what was parsed of it
 * @throws `InputError` when it is none
 */
export function readInvestigations(json: unknown): {
  investigations: Investigation[];
  skipped: { reason: string; count: number }[];
} {
  const parsed = typeof json === 'string' ? parseJson(json) : json;
  const elements = Array.isArray(parsed) ? parsed : [parsed];
  const investigations: Investigation[] = [];
  let odd = 0;
  let oddCalls = 0;
  for (const element of elements) {
    const ofIssue = elementSchema.safeParse(element).data;
    const result = resultSchema.safeParse(ofIssue?.result ?? element).data;
    const read = result && readResult(result);
    if (!read || (read.calls.length === 0 && !read.answer)) {
      odd++;
      continue;
    }
    oddCalls += read.odd;
    const { odd: _, ...investigation } = read;
    const { name, url } = ofIssue?.issue ?? {};
    investigations.push({
      ...investigation,
      ...(name && { question: name }),
      ...(url && { url }),
    });
  }
  if (investigations.length === 0) {
    throw new InputError(
      'This is no result of HolmesGPT: it has neither tool_calls nor an answer (result or analysis). Send what --json-output-file wrote, or the answer of /api/chat or /api/investigate',
    );
  }
  return {
    investigations,
    skipped: [
      { reason: 'Results without calls of tools and answer', count: odd },
      { reason: 'Calls of tools that have no name', count: oddCalls },
    ].filter(({ count }) => count > 0),
  };
}

function readResult(
  result: z.output<typeof resultSchema>,
): (Investigation & { odd: number }) | undefined {
  const messages = [...result.messages, ...result.conversation_history];
  const told = result.tool_calls.length > 0 ? result.tool_calls : result.tools;
  const named = told.map((call, index) => readToolCall(call, index));
  const calls = named.filter(call => call !== undefined);
  const sections = Object.fromEntries(
    Object.entries(result.sections ?? {}).flatMap(([title, content]) =>
      typeof content === 'string' && content.trim() !== ''
        ? [[title, content]]
        : [],
    ),
  );
  const answer = result.analysis ?? result.result;
  const question = questionIn(messages);
  return {
    calls: told.length > 0 ? calls : callsOfMessages(messages),
    odd: named.length - calls.length,
    ...(answer?.trim() && { answer }),
    ...(Object.keys(sections).length > 0 && { sections }),
    ...(question && { question }),
  };
}

/** What a person asked last. */
function questionIn(messages: readonly unknown[]): string | undefined {
  const asked = messages.flatMap(message => {
    const { role, content } = (message ?? {}) as JsonObject;
    return role === 'user' && typeof content === 'string' ? [content] : [];
  });
  return asked.at(-1);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new InputError('The file is no JSON');
  }
}
