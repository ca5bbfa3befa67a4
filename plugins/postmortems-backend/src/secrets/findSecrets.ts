import type { Steps } from '../platform/Turns';
import { LiteralSet } from './LiteralSet';
import { conversations } from './rules/conversations';
import { commands } from './rules/commands';
import { kubernetesSecrets } from './rules/kubernetes';
import { namedValues } from './rules/namedValues';
import { privateKeys } from './rules/privateKeys';
import { logins, unspacedPasswords } from './rules/logins';
import { prose } from './rules/prose';
import { urls } from './rules/urls';
import { userInfo } from './rules/userInfo';
import { tokenShapes, vendorTokens } from './rules/vendorTokens';
import { MARKER, MARKER_START, type Rules, type Span } from './Span';

/** The most telling kind first: it names a place that several have found. */
const RULES: readonly Rules[] = [
  privateKeys,
  vendorTokens,
  tokenShapes,
  urls,
  userInfo,
  namedValues,
  commands,
  prose,
  conversations,
  logins,
  unspacedPasswords,
  kubernetesSecrets,
];

const LITERALS = new LiteralSet(RULES.flatMap(({ literals }) => literals));

/** Nothing shorter is a secret, with what names it. */
const SHORTEST = 6;

/** All secrets of a text in their order; what overlaps is one. */
export function* findSecrets(text: string): Steps<Span[]> {
  if (text.length < SHORTEST) return [];
  const literals = LITERALS.in(text);
  const found: Ranked[] = [];
  for (const [rank, { find, literals: own }] of RULES.entries()) {
    if (literals.size === 0 && own.length > 0) continue;
    for (const span of find(text, literals)) {
      if (span) found.push({ ...span, rank });
      yield;
    }
    yield;
  }
  if (found.length === 0) return found;
  return merge(
    text.includes(MARKER_START) ? outsideMarkers(text, found) : found,
  );
}

/** A finding of an earlier rule has the smaller rank. */
type Ranked = Span & { rank: number };

function merge(found: Ranked[]): Span[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Ranked[] = [];
  for (const span of found) {
    const last = merged.at(-1);
    if (!last || span.start >= last.end) {
      merged.push({ ...span });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (span.rank < last.rank) {
      last.rank = span.rank;
      last.kind = span.kind;
    }
  }
  return merged.map(({ start, end, kind }) => ({ start, end, kind }));
}

/** What is left of the findings beside secrets that were masked before. */
function outsideMarkers(text: string, found: Ranked[]): Ranked[] {
  const markers = [...text.matchAll(MARKER)].map(({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
  }));
  return found.flatMap(span => {
    const pieces: Ranked[] = [];
    let { start } = span;
    for (const marker of markers) {
      if (marker.end <= start || marker.start >= span.end) continue;
      pieces.push({ ...span, start, end: marker.start });
      start = marker.end;
    }
    pieces.push({ ...span, start });
    return pieces.filter(piece =>
      /[\w]{3}/.test(text.slice(piece.start, piece.end)),
    );
  });
}
