import {
  cutText,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

const MAX_TEXT = 8192;
const LEVEL_NAMES = [
  'detected_level',
  'level',
  'severity_text',
  'severity',
  'lvl',
];
const MESSAGE_NAMES = ['message', 'msg', 'body', 'log'];
/** The cause of a message, and the message where there is no other. */
const ERROR_NAMES = ['error', 'err', 'exception'];
const TIME_NAMES = ['ts', 'time', 'timestamp', '@timestamp', 't'];
const MAX_LEVEL = 40;

// eslint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[\d;]*m/g;
/** The node has the time, and equal lines differ only by it. */
const LEADING_TIME =
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?\]?\s+/;
const LEVEL_IN_TEXT =
  /(?:^|[\s[])(?:level=)?"?(emerg(?:ency)?|alert|crit(?:ical)?|fatal|panic|err(?:or)?|warn(?:ing)?|info|notice|debug|trace)\b/i;
/** `key=value` of logfmt, values with spaces in quotes. */
const PAIR = /([A-Za-z_@][\w.@-]*)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|$)/y;
/** Where a line says its level before all else. */
const HEAD = 60;

/**
 * What a line of text, JSON or logfmt says, and how bad it is by its own word, or that
 * of its labels.
 *
 * @public
 */
export function readLine(
  line: string,
  labels: Record<string, string>,
): { message: string; level?: string } {
  const text = plainText(line);
  const fields = jsonFieldsOf(text) ?? logfmtFieldsOf(text);
  const message = (fields && messageOf(fields)) || text;
  const level = LEVEL_NAMES.flatMap(name => [
    labels[name],
    fields?.[name],
  ]).find(
    (value): value is string =>
      typeof value === 'string' && value !== '' && value !== 'unknown',
  );
  return {
    message: cutText(storableText(message.trim()) || '(empty line)', MAX_TEXT),
    level: (level ?? LEVEL_IN_TEXT.exec(text.slice(0, HEAD))?.[1])
      ?.toLocaleLowerCase('en-US')
      .slice(0, MAX_LEVEL),
  };
}

function plainText(line: string): string {
  return line.replace(COLOURS, '').replace(LEADING_TIME, '').trim();
}

/** The message with its cause, else all fields but time and level. */
function messageOf(fields: Record<string, unknown>): string {
  const [message = ''] = textsOf(fields, MESSAGE_NAMES);
  const [cause = ''] = textsOf(fields, ERROR_NAMES);
  if (message && cause && !message.includes(cause)) {
    return `${message}: ${cause}`;
  }
  return (
    message ||
    cause ||
    Object.entries(fields)
      .filter(([name]) => ![...TIME_NAMES, ...LEVEL_NAMES].includes(name))
      .map(([name, value]) => `${name}=${textOf(value)}`)
      .join(' ')
  );
}

function textsOf(fields: Record<string, unknown>, names: string[]): string[] {
  return names.flatMap(name => {
    const value = fields[name];
    const text = z.looseObject({ message: z.string() }).safeParse(value)
      .data?.message;
    return plainText(text ?? (typeof value === 'string' ? value : '')) || [];
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The fields of a line that is logfmt from beginning to end. */
function logfmtFieldsOf(line: string): Record<string, string> | undefined {
  const fields: [string, string][] = [];
  PAIR.lastIndex = 0;
  for (let end = 0; end < line.length; end = PAIR.lastIndex) {
    const pair = PAIR.exec(line);
    if (!pair) return undefined;
    const [, name, value] = pair;
    fields.push([
      name,
      value.startsWith('"')
        ? value.slice(1, -1).replace(/\\(["\\])/g, '$1')
        : value,
    ]);
  }
  return fields.length > 1 ? Object.fromEntries(fields) : undefined;
}

/** The fields of a line that is a JSON object. */
function jsonFieldsOf(line: string): Record<string, unknown> | undefined {
  if (!/^\s*\{/.test(line)) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
