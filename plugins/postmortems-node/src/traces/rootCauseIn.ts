import { cutText } from '@postmortems/backstage-plugin-postmortems-common';

const MAX_CAUSE = 2000;
/** Characters of a line that are read, as patterns over longer ones take long. */
const MAX_LINE = 2000;
const MAX_LINES = 5000;
/** `## Root cause`, `**Root Cause:**`, or a line underlined with `===`. */
const LABEL =
  /^(?:#{1,6}\s*)?(?:[*_]{1,2})?[^\p{L}\n]{0,4}(?:(?:conclusions? and )?(?:(?:most )?(?:likely|probable|possible) )?root causes?(?: analysis)?|(?:most )?(?:likely|probable) causes?)\s*(?:[*_]{1,2})?\s*(?::\s*(?:[*_]{1,2})?\s*|$)/imu;
const HEADING = /^(?:#{1,6}\s|[*_]{2}[^*_\n]+[*_]{2}:?\s*$|={3,}\s*$)/;
const UNDERLINE = /^(?:={3,}|-{3,})\s*$/;

/**
 * The cause that an agent's answer names under a heading such as `## Root cause`: its
 * first paragraph or item, without Markdown. `undefined` when nothing says that it is
 * the cause.
 *
 * @public
 */
export function rootCauseIn(markdown: string): string | undefined {
  const lines = boundedLines(markdown);
  for (const [index, line] of lines.entries()) {
    const label = LABEL.exec(line);
    if (!label) continue;
    const rest = line.slice(label[0].length);
    return statementOf([rest, ...lines.slice(index + 1)]);
  }
  return undefined;
}

/** The first paragraph or item of a Markdown text as plain text. @public */
export function firstStatement(markdown: string): string | undefined {
  return statementOf(boundedLines(markdown));
}

function boundedLines(markdown: string): string[] {
  return markdown
    .split(/\r\n?|\n/, MAX_LINES)
    .map(line => cutText(line.replace(/\s{2,}/g, ' '), MAX_LINE));
}

function statementOf(all: readonly string[]): string | undefined {
  const lines: string[] = [];
  let length = 0;
  for (const line of all) {
    const isItem = /^\s*(?:[-*+]|\d+[.)])\s+/.test(line);
    if (UNDERLINE.test(line) && lines.length === 0) continue;
    const ends = line.trim() === '' || HEADING.test(line) || isItem;
    if (ends && lines.length > 0) break;
    if (HEADING.test(line)) return undefined;
    if (line.trim() !== '') lines.push(line);
    length += line.length;
    if (length > MAX_CAUSE) break;
  }
  const plain = lines
    .join(' ')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
    .replace(/\[([^[\]\n]{0,500})\]\([^)\n]{0,1000}\)/g, '$1')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? undefined : cutText(plain, MAX_CAUSE);
}
