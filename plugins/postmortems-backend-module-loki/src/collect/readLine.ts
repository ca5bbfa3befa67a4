import {
  cutText,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';

const MAX_TEXT = 8192;
const LEVEL_NAMES = [
  'detected_level',
  'level',
  'severity_text',
  'severity',
  'lvl',
];
const MESSAGE_NAMES = ['message', 'msg', 'body', 'error', 'err'];
const MAX_LEVEL = 40;

// eslint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[\d;]*m/g;
/** The node has the time, and equal lines differ only by it. */
const LEADING_TIME =
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?\]?\s+/;
const LEVEL_IN_TEXT =
  /(?:^|[\s[])(?:level=)?"?(emerg(?:ency)?|alert|crit(?:ical)?|fatal|panic|err(?:or)?|warn(?:ing)?|info|notice|debug|trace)\b/i;
/** Where a line says its level before all else. */
const HEAD = 60;

/** What a line says, and how bad it is by its own word. */
export function readLine(
  line: string,
  labels: Record<string, string>,
): { message: string; level?: string } {
  const fields = fieldsOf(line);
  const text = line.replace(COLOURS, '').replace(LEADING_TIME, '').trim();
  const message =
    MESSAGE_NAMES.map(name => fields?.[name]).find(
      (value): value is string =>
        typeof value === 'string' && value.trim() !== '',
    ) ?? text;
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

/** The fields of a line that is a JSON object. */
function fieldsOf(line: string): Record<string, unknown> | undefined {
  if (!/^\s*\{/.test(line)) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
