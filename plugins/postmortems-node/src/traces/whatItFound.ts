import {
  cutText,
  type JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';

const MAX_FOUND = 200;
/** Lines of an output that are looked at, and characters of each. */
const MAX_LINES = 5000;
const MAX_LINE = 1000;
const TROUBLE =
  /\b(?:errors?|exceptions?|fail(?:ed|s|ure|ing)?|fatal|panic|refused|denied|unavailable|timed? ?out|timeout|oom\w*|killed|crash\w*|evicted|back-?off|throttl\w*|exhausted|unhealthy|no available)\b/i;
/** Frames and labels around what a tool printed. */
const FRAME = /^(?:stdout:|stderr:|[\s=─*#_+|-]*|```\w*)$/i;

/**
 * The line of an output that says most: which has the words of the conclusion, or tells
 * of trouble, else the first. `undefined` when the output has no words.
 */
export function whatItFound(
  output: JsonValue,
  conclusion: string,
): string | undefined {
  if (typeof output !== 'string') {
    return output === null
      ? undefined
      : cutText(JSON.stringify(output), MAX_FOUND);
  }
  const wanted = wordsOf(conclusion);
  let best: { line: string; score: number } | undefined;
  for (const raw of output.split('\n', MAX_LINES)) {
    const line = raw.slice(0, MAX_LINE).replace(/\s+/g, ' ').trim();
    if (FRAME.test(line)) continue;
    const shared = [...wordsOf(line)].filter(word => wanted.has(word)).length;
    const score = shared + (TROUBLE.test(line) ? 2 : 0);
    if (!best || score > best.score) best = { line, score };
  }
  return best && cutText(best.line, MAX_FOUND, ' …');
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_.:-]{4,}/gu) ?? []);
}

/**
 * A rule by which code finds the words in the output again; `undefined` for words that a
 * rule cannot hold. It says `shows`, and not `contains`: words that were taken from the
 * output test no cause.
 */
export function ruleFor(found: string): string | undefined {
  const [longest] = found
    .replace(/ …$/, '')
    // What separates terms in a rule, and what JSON writes otherwise
    .split(/[,"“”`\\\t]|\bor\b/)
    .map(part => part.trim())
    .sort((a, b) => b.length - a.length);
  return longest.length >= 8 ? `output shows "${longest}"` : undefined;
}
