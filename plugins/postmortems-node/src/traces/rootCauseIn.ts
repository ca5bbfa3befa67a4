import { cutText } from '@postmortems/backstage-plugin-postmortems-common';

const MAX_CAUSE = 2000;
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
  const text = markdown.replace(/\r\n?/g, '\n');
  const label = LABEL.exec(text);
  return label
    ? firstStatement(text.slice(label.index + label[0].length))
    : undefined;
}

/** The first paragraph or item of a Markdown text as plain text. @public */
export function firstStatement(markdown: string): string | undefined {
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    const isItem = /^\s*(?:[-*+]|\d+[.)])\s+/.test(line);
    if (UNDERLINE.test(line) && lines.length === 0) continue;
    const ends = line.trim() === '' || HEADING.test(line) || isItem;
    if (ends && lines.length > 0) break;
    if (HEADING.test(line)) return undefined;
    if (line.trim() !== '') lines.push(line);
  }
  const plain = lines
    .join(' ')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? undefined : cutText(plain, MAX_CAUSE);
}
