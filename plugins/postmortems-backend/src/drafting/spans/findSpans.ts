import type {
  EvidenceNode,
  EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import { beginning, MAX_QUOTE } from '../write/sentence';
import { leavesOf, type Leaf } from './leaves';
import { significantWords } from '../../platform/text/words';

/** Spans found for one sentence. */
const MAX_FOUND = 8;

/** Parts of a payload that name it or repeat what somebody thinks, instead of showing something. */
const NOT_SHOWING =
  /^\/(?:kind|traceId|stepId|nextStep|hypothesis|input|evidence|validation|labels|points)(?:\/|$)/;

type Candidate = EvidenceSpan & { words: Set<string> };

/**
 * Places in the evidence that speak of what a sentence says: in each round the place that covers most of its telling words
 * that no earlier one has covered. Places that cover only one word are left out unless nothing better is there.
 *
 * @param nodes - where to look, the most telling first
 */
export function findSpans(
  text: string,
  nodes: readonly EvidenceNode[],
): EvidenceSpan[] {
  const open = significantWords(text);
  const candidates = nodes.flatMap(node =>
    leavesOf(node.payload)
      .filter(({ pointer }) => !NOT_SHOWING.test(pointer))
      .flatMap(leaf => passages(leaf).map(quote => ({ ...leaf, quote })))
      .flatMap(({ pointer, quote }): Candidate[] => {
        const words = new Set(
          [...significantWords(quote)].filter(word => open.has(word)),
        );
        return words.size > 0
          ? [{ evidenceId: node.id, pointer, quote, words }]
          : [];
      }),
  );
  const found: EvidenceSpan[] = [];
  let left = candidates;
  while (found.length < MAX_FOUND && left.length > 0) {
    const best = left.reduce((a, b) => (b.words.size > a.words.size ? b : a));
    const { words, ...span } = best;
    found.push(span);
    for (const word of words) open.delete(word);
    left = left
      .filter(candidate => candidate !== best)
      .flatMap(candidate => {
        const still = new Set(
          [...candidate.words].filter(word => open.has(word)),
        );
        return still.size > 0 ? [{ ...candidate, words: still }] : [];
      });
  }
  return found;
}

/** Where a long text may be taken apart: lines, sentences, and the members of JSON. */
const JOINTS = /\n|(?<=[.;]) |(?<=[}\]]),|(?<="),(?=")/;

/** A long text in passages that a reader can take in at a glance, each a part of it as it stands. */
function passages({ text }: Leaf): string[] {
  if (text.length <= MAX_QUOTE) return text.trim() ? [text] : [];
  return text
    .split(JOINTS)
    .flatMap(windows)
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** Parts of at most {@link MAX_QUOTE} characters, cut between words. */
function windows(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > MAX_QUOTE) {
    const part = beginning(rest, MAX_QUOTE);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}
