import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { AgentToolCall } from '@postmortems/backstage-plugin-postmortems-node';
import type { Investigation } from './readInvestigation';
import { isCut, withoutMark } from './truncated';

/** Tools by which it organises its own work (citation_extractor.py). */
const OWN_TOOLS = new Set([
  'dispatch_subagent',
  'write_findings',
  'load_skill',
  'trigger_rca',
]);
/** What it cites for a tool without a command (citation_extractor.py). */
const NO_COMMAND = 'Command not available';
/** A shorter output could be that of many calls. */
const MIN_SAME = 20;
const MAX_FAILURE = 300;

/** A call with the numbers by which the summary cites it. */
export type AuroraCall = AgentToolCall & { keys: string[] };

/**
 * The calls of tools, each once: execution steps, the history of sub-agents where they
 * have none of it, and citations of neither.
 */
export function readCalls(investigation: Investigation): AuroraCall[] {
  const { steps, findings, citations } = investigation;
  const seen = new Set<unknown>();
  // An answer may have been exported twice
  const own = steps.filter(({ id }) => {
    if (id === undefined || id === null) return true;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
  const calls: AuroraCall[] = own.flatMap((step, index) =>
    callOf({
      id: `step-${step.id ?? index + 1}`,
      tool: step.tool_name,
      sent: step.tool_input,
      output: step.tool_output,
      status: step.status,
      error: step.error_message,
      at: step.started_at,
    }),
  );
  const known = new Set(calls.map(({ tool, at }) => `${tool} ${at}`));
  for (const { agent_id: agent, history } of findings) {
    history.forEach((entry, index) => {
      const [call] = callOf({
        id: `${agent}-${index + 1}`,
        tool: entry.tool_name,
        sent: entry.args,
        output: entry.output_excerpt,
        status: entry.is_error ? 'error' : entry.status,
        error: entry.is_error ? entry.output_excerpt : undefined,
        at: entry.started_at,
      });
      if (call && !known.has(`${call.tool} ${call.at}`)) calls.push(call);
    });
  }
  for (const citation of citations) addCitation(calls, citation);
  return calls;
}

function callOf(row: {
  id: string;
  tool: string;
  sent: JsonValue | undefined;
  output: string | null | undefined;
  status: string | null | undefined;
  error: string | null | undefined;
  at: string | null | undefined;
}): AuroraCall[] {
  const { id, tool, sent, output, status, error } = row;
  if (OWN_TOOLS.has(tool)) return [];
  const at = utc(row.at);
  // One that still ran, or was stopped, has no answer
  const isEnded = status === 'success' || status === 'error';
  const wasRecorded = output !== null && output !== undefined;
  const isRecorded = wasRecorded && (isEnded || output !== '');
  return [
    {
      id,
      tool,
      input: inputOf(sent),
      keys: [],
      ...(at && { at }),
      ...(isRecorded && { output: withoutMark(output) }),
      ...(isRecorded && output === '' && { isEmpty: true }),
      ...(isRecorded && isCut(output) && { truncated: true }),
      ...(status === 'error' && {
        failure: reasonIn(error ?? output ?? '') || 'it ended with an error',
      }),
    },
  ];
}

function addCitation(
  calls: AuroraCall[],
  {
    key,
    toolName,
    command,
    output,
    executedAt,
  }: Investigation['citations'][number],
): void {
  const told = output ?? '';
  const made = calls.filter(({ id }) => !id.startsWith('citation-'));
  const cited =
    made.find(call => isSameOutput(call.output, told)) ??
    made.find(call => isSameCommand(call, command) && isLost(call, told));
  if (cited) {
    cited.keys.push(key);
    // A citation may have what the step has lost
    const isMore = told.length > String(cited.output).length;
    if (cited.truncated && isMore && isSameOutput(cited.output, told)) {
      cited.output = withoutMark(told);
      cited.truncated = isCut(told);
    }
    return;
  }
  const [call] = callOf({
    id: `citation-${key}`,
    tool: toolName,
    sent: command ? { command } : {},
    output,
    status: 'success',
    error: undefined,
    at: executedAt,
  });
  if (call) calls.push({ ...call, keys: [key] });
}

function isSameOutput(output: JsonValue | undefined, told: string): boolean {
  if (typeof output !== 'string') return false;
  const [short, long] = [output, withoutMark(told)].sort(
    (a, b) => a.length - b.length,
  );
  return short.length >= MIN_SAME && long.startsWith(short);
}

/** The same command may have run twice, with another output. */
function isLost({ output }: AuroraCall, told: string): boolean {
  return output === undefined || output === '' || told === '';
}

/** Aurora writes the provider of a cloud before the command that it cites. */
function isSameCommand(
  call: AuroraCall,
  cited: string | null | undefined,
): boolean {
  if (!cited || cited === NO_COMMAND) return false;
  const command = commandOf(call);
  const { provider } = call.input;
  return (
    command === cited ||
    (typeof provider === 'string' && `${provider} ${command}` === cited)
  );
}

function commandOf({ input }: AuroraCall): JsonValue | undefined {
  return input.command ?? input.query ?? input.promql ?? input.path;
}

/** What says why, where the output is JSON; its first line else. */
function reasonIn(text: string): string {
  try {
    const { error, message } = JSON.parse(text) ?? {};
    const told = [error, message].find(one => typeof one === 'string' && one);
    if (told) return told.slice(0, MAX_FAILURE);
  } catch {
    // It is plain text, or JSON that was cut
  }
  return text.trim().split('\n')[0].slice(0, MAX_FAILURE);
}

function inputOf(sent: JsonValue | undefined): JsonObject {
  if (typeof sent === 'string') {
    try {
      return inputOf(JSON.parse(sent));
    } catch {
      return { input: sent };
    }
  }
  if (sent === null || sent === undefined) return {};
  return typeof sent === 'object' && !Array.isArray(sent)
    ? sent
    : { input: sent };
}

/** Aurora writes times of its database without a zone in some answers; they are UTC. */
export function utc(time: string | null | undefined): string | undefined {
  if (!time) return undefined;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
  const date = new Date(zoned.replace(' ', 'T'));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
