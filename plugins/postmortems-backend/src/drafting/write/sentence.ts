import {
  quotableText,
  RECORD_EVIDENCE_ID,
  resolvePointer,
  SEAL_EVIDENCE_ID,
  type Assertion,
  type ClaimKind,
  type DraftClaim,
  type EvidenceNode,
  type EvidenceSeal,
  type EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  render,
  uniqueSpans,
  type Messages,
  type RenderStyle,
} from '../../verification';
import { stableId } from './stableId';

/** Most characters that one span quotes. */
export const MAX_QUOTE = 600;
/** Characters of a message that a sentence repeats, if a sentence of it ends there. */
export const MAX_SAID = 280;
/** Sentences of a message. Their ends are found in most languages. */
const sentencesIn = new Intl.Segmenter('en', { granularity: 'sentence' });

/** An assertion together with the places that show it. */
export type Stated = { assertion: Assertion; spans: EvidenceSpan[] };

/** Something that can be cited: evidence, the incident record or the seal's manifest. */
export type Source = { id: string; payload: unknown };

/** The sources that the system itself answers for. */
export function recordSource(seal: EvidenceSeal): Source {
  return { id: RECORD_EVIDENCE_ID, payload: seal.incident };
}

/** See {@link recordSource}. */
export function sealSource(seal: EvidenceSeal): Source {
  return { id: SEAL_EVIDENCE_ID, payload: seal.manifest };
}

/**
 * The value at a pointer as a span; none when there is nothing to quote.
 *
 * @param quote - the part of a string that is meant, if not the whole
 */
export function cite(
  source: Source | EvidenceNode,
  pointer: string,
  quote?: string,
): EvidenceSpan[] {
  const standing =
    quote ?? quotableText(resolvePointer(source.payload, pointer));
  return standing === undefined || standing === ''
    ? []
    : [{ evidenceId: source.id, pointer, quote: cutQuote(standing) }];
}

/** An assertion and the spans that show it. */
export function stated(
  assertion: Assertion,
  ...spans: EvidenceSpan[][]
): Stated {
  return { assertion, spans: spans.flat() };
}

/**
 * The first sentences of what a source says, as an assertion repeats them, and
 * their span; `undefined` when it says nothing. Only where the first one is too
 * long to be quoted does it end between two words.
 */
export function said(
  node: Source,
  pointer: string,
  text: string,
): { text: string; spans: EvidenceSpan[] } | undefined {
  const line = text.trim();
  if (line === '') return undefined;
  const start = sentencesUpTo(line);
  return {
    text: inShort(line, start),
    spans: cite(node, pointer, start),
  };
}

/** The first sentences of a text on one line, as many as are said at once. */
export function firstSentences(text: string): string {
  const line = text.trim();
  return inShort(line, sentencesUpTo(line));
}

function inShort(line: string, start: string): string {
  return `${start.replace(/\s+/g, ' ')}${
    start.length < line.length ? ' …' : ''
  }`;
}

function sentencesUpTo(text: string): string {
  if (text.length <= MAX_SAID) return text;
  let end = 0;
  for (const { index, segment } of sentencesIn.segment(
    text.slice(0, MAX_QUOTE + 1),
  )) {
    const next = index + segment.trimEnd().length;
    if (end > 0 && next > MAX_SAID) break;
    end = next;
  }
  return end > 0 && end <= MAX_QUOTE
    ? text.slice(0, end)
    : beginning(text, MAX_SAID);
}

/** What a source says of itself, beside what it is. */
export function quotationOf(
  node: Source,
  pointer: string,
  words: string,
): Stated[] {
  const text = said(node, pointer, words);
  return text
    ? [
        stated(
          { type: 'quotation', evidence: node.id, pointer, text: text.text },
          text.spans,
        ),
      ]
    : [];
}

/** The id of the claim of a kind that says what the key names; the same when it is written again. */
export function claimId(kind: ClaimKind, key: string): string {
  return stableId('claim', kind, key);
}

/**
 * A claim in the renderer's words.
 *
 * @param key - names what the claim says, so that the same thing keeps its id when
 *   it is written again
 * @param more - spans beyond those of the assertions
 */
export function claimOf(
  kind: ClaimKind,
  key: string,
  statements: readonly Stated[],
  { style, messages }: { style: RenderStyle; messages: Messages },
  more: readonly EvidenceSpan[] = [],
): DraftClaim {
  const assertions = statements.map(({ assertion }) => assertion);
  return {
    id: claimId(kind, key),
    kind,
    text: render(assertions, style, messages),
    spans: uniqueSpans([...statements.flatMap(({ spans }) => spans), ...more]),
    reading: { assertions, by: 'renderer', leftOver: [] },
  };
}

/** A claim in somebody's own words, which nobody has read into assertions. */
export function quotedClaim(
  kind: ClaimKind,
  key: string,
  text: string,
  spans: readonly EvidenceSpan[],
): DraftClaim {
  return { id: claimId(kind, key), kind, text, spans: uniqueSpans(spans) };
}

/** The beginning of a text, cut between words when it is longer than `limit` characters. */
export function beginning(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const space = cut.search(/\s\S*$/);
  return dropHalfCharacter(space > limit / 2 ? cut.slice(0, space) : cut);
}

function cutQuote(text: string): string {
  return text.length <= MAX_QUOTE
    ? text
    : dropHalfCharacter(text.slice(0, MAX_QUOTE));
}

/** A cut through a surrogate pair would leave what no database stores. */
function dropHalfCharacter(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
