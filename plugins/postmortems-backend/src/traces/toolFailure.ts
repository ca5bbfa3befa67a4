import type {
  JsonValue,
  StepPayload,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Fields in which tools report how a call ended. */
const CODES = ['exit_code', 'exitCode', 'return_code', 'returnCode', 'code'];
const STATUSES = ['status', 'statusCode', 'status_code', 'httpStatus'];
const ERRORS = ['error', 'errorMessage', 'error_message'];
/** Fields that describe a call and are no answer to it. */
const OF_CALL =
  /^(?:stderr|stack_?trace|traceback|command|cmd|tool|message|detail|details|hint|reason|duration\w*|elapsed\w*|took\w*|attempts?|retries|ok|success)$/i;
/** How investigators say of a failed step that it could not look. */
const SAYS_FAILED =
  /^\W*(?:the )?(?:tool(?: call)?|call|command|request|query)s? (?:failed|timed out|was (?:denied|refused)|returned an error|errored)\b/i;

const FAILED_STATUS =
  /^(?:error|failed|failure|time(?:d[ _-]?)?out|forbidden|unauthori[sz]ed|denied|unavailable)$/i;

/** How investigators say that they looked and found nothing. */
const FOUND_NONE =
  /\b(?:not found|none|no (?:match|hit|result|line|entry|such)\w*|nothing|empty|does not exist)\b/i;

/** How outputs begin that report that the tool did not get through. */
const FAILED_OUTPUT =
  /^\s*(?:error\b|(?:command |request |query )?(?:timed out|time-?out)\b|(?:403|401|407|429|50\d)\b|forbidden\b|unauthori[sz]ed\b|permission denied\b|access denied\b|connection (?:refused|reset)\b|(?:sh|bash)?:? ?\S*:? ?command not found\b|no such (?:host|file)\b|unable to connect\b)/i;

/**
 * Why the tool call of a step failed, by its output or by what the investigator says
 * of a step that did not pass; `undefined` when it answered.
 */
export function stepFailure({
  output,
  validation,
}: Pick<StepPayload, 'output' | 'validation'>): string | undefined {
  if (answeredWithCode1(output, validation)) return undefined;
  const failure = toolFailure(output);
  if (failure !== undefined || validation.passed) return failure;
  return SAYS_FAILED.test(validation.explanation)
    ? firstLine(validation.explanation)
    : undefined;
}

/** Whether nobody kept what the tool answered. */
export function isNotRecorded(output: JsonValue | undefined): boolean {
  return (
    typeof output === 'object' &&
    output !== null &&
    !Array.isArray(output) &&
    output.notRecorded === true &&
    Object.keys(output).length === 1
  );
}

/** Whether a step has no answer of its tool, so that it neither found nor ruled out anything. */
export function isUnanswered(
  step: Pick<StepPayload, 'output' | 'validation'>,
): boolean {
  return isNotRecorded(step.output) || stepFailure(step) !== undefined;
}

/**
 * Why a tool call of an investigation step failed, so that it could check nothing:
 * exit code, time-out, forbidden, or no answer at all. `undefined` when it answered.
 */
export function toolFailure(output: JsonValue | undefined): string | undefined {
  if (output === null || output === undefined) return 'it returned nothing';
  if (typeof output === 'string') {
    if (output.trim() === '') return 'it returned nothing';
    return FAILED_OUTPUT.test(output) ? firstLine(output) : undefined;
  }
  if (typeof output !== 'object' || Array.isArray(output)) return undefined;
  for (const name of CODES) {
    const code = output[name];
    if (typeof code === 'number' && code !== 0 && Number.isInteger(code)) {
      // A code that is no exit code names an HTTP status
      if (name !== 'code' || code >= 400)
        return `it ended with ${name} ${code}`;
    }
  }
  for (const name of STATUSES) {
    const status = output[name];
    if (typeof status === 'number' && status >= 400) {
      return `it ended with status ${status}`;
    }
    if (typeof status === 'string' && FAILED_STATUS.test(status)) {
      return `it ended with status ${status}`;
    }
  }
  for (const name of ERRORS) {
    const error = output[name];
    // What it found may be errors; only an answer without a result has failed
    const isAlone = Object.keys(output).every(
      key =>
        [...ERRORS, ...CODES, ...STATUSES].includes(key) ||
        OF_CALL.test(key) ||
        isEmpty(output[key]),
    );
    if (typeof error === 'string' && error.trim() !== '' && isAlone) {
      return firstLine(error);
    }
  }
  return output.timedOut === true || output.timed_out === true
    ? 'it timed out'
    : undefined;
}

/** `diff` says by code 1 that it found something, and `grep` that it found nothing. */
function answeredWithCode1(
  output: JsonValue,
  { passed, explanation }: StepPayload['validation'],
): boolean {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) {
    return false;
  }
  const codes = CODES.filter(name => typeof output[name] === 'number');
  const { stdout } = output;
  return (
    codes.length > 0 &&
    codes.every(name => output[name] === 1 || output[name] === 0) &&
    [...ERRORS, 'stderr'].every(name => isEmpty(output[name] ?? null)) &&
    typeof stdout === 'string' &&
    (passed
      ? stdout.trim() !== ''
      : stdout === '' && FOUND_NONE.test(explanation))
  );
}

function isEmpty(value: JsonValue): boolean {
  return (
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0].slice(0, 200);
}

/** What the tool itself says of its failure, where it does, and in which field of the output. */
export function failureIn(
  output: JsonValue,
): { pointer: string; text: string } | undefined {
  if (typeof output === 'string' && output.trim() !== '') {
    return { pointer: '', text: output };
  }
  if (typeof output !== 'object' || output === null || Array.isArray(output)) {
    return undefined;
  }
  // The stream of errors says why; other fields may only say that it failed
  const name = ['stderr', ...ERRORS, 'message'].find(
    key => typeof output[key] === 'string' && String(output[key]).trim() !== '',
  );
  return name === undefined
    ? undefined
    : { pointer: `/${name}`, text: String(output[name]) };
}
