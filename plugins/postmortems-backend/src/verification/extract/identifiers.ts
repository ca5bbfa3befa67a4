import { take, type Taken } from './take';

const VERSION = String.raw`v?\d+(?:\.\d+){2,}(?:[-+][\w.]+)?|v\d+(?:\.\d+)*(?:[-+][\w.]+)?`;
// Looks no further than a name can be long, so that hostile text takes no longer than any other
const MIXED = String.raw`(?=[\w./@#-]{0,200}\d)(?=[\w./@#-]{0,200}[A-Za-z])\w(?:[\w./@#-]*\w)?`;
const PATTERN = new RegExp(`(?<![\\w.])(?:${VERSION}|${MIXED})`, 'g');

/** Names that have digits in them: `v2.4.1`, `INC-42`, `sev2`, `p99`, `node-7`, `9fceb02`. */
export function extractIdentifiers(text: string): Taken<string> {
  return take(text, PATTERN, ([name]) =>
    /^\d+(?:st|nd|rd|th)$/.test(name) ? undefined : name,
  );
}

/** The same name, whoever writes it. */
export function normaliseIdentifier(name: string): string {
  return name.toLocaleLowerCase('en-US').replace(/^v(?=\d)/, '');
}
