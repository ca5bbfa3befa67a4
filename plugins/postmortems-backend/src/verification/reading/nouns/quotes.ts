import { HYPOTHETICAL } from '../lexicon/clauses';
import type { TextFact } from '../EvidenceIndex';
import type { Rule } from '../rules';

/** Fewest words of an unquoted report that must stand in the source. */
const MIN_REPORTED = 3;
/** Words around a passage that take back what it says. */
const TAKES_BACK =
  /\b(?:not|never|no|nobody|without|doubt|deny|denied|think|guess|bet|suppose|assume|hope|wonder|false|wrong)\b|n't|\?/;

/** A passage in quotation marks. */
export const quoted: Rule<string> = ({ tokens }, at) =>
  tokens[at]?.kind === 'quote' && tokens[at].key !== ''
    ? [{ value: tokens[at].text, end: at + 1 }]
    : [];

/** The rest of the clause, where a text of a kind has it word for word. */
export function reported(kinds: readonly TextFact['kind'][]): Rule<string> {
  return ({ tokens, index }, at) => {
    const found: { value: string; end: number }[] = [];
    let text = '';
    let candidates = index.texts.filter(({ kind }) => kinds.includes(kind));
    for (let end = at; end < tokens.length; end += 1) {
      const token = tokens[end];
      if (token.kind === 'quote' || token.kind === 'foreign') break;
      const gap = end > at && tokens[end - 1].end < token.start ? ' ' : '';
      text += gap + token.key;
      candidates = withPassage(candidates, text);
      if (candidates.length === 0) break;
      if (end - at + 1 >= MIN_REPORTED)
        found.push({ value: text, end: end + 1 });
    }
    return found;
  };
}

function withPassage(texts: readonly TextFact[], part: string): TextFact[] {
  return texts.filter(({ key }) => hasPassage(key, part));
}

/** Whether a text has some words in a row, not parts of others. */
export function hasPassage(key: string, part: string): boolean {
  return placesOf(key, part).length > 0;
}

/** Whether a text says what some words in it say: the rest of their sentence does not take it back. */
export function asserts(key: string, part: string): boolean {
  return placesOf(key, part).some(at => {
    const before = key.slice(0, at);
    const after = key.slice(at + part.length);
    const start = /(?:^|[.!?;\n]\s)[^.!?;\n]*$/.exec(before)?.[0] ?? before;
    const end = /^[^.!?;\n]*[.!?;\n]?/.exec(after)?.[0] ?? after;
    const rest = `${start} ${end}`;
    return (
      !TAKES_BACK.test(rest) &&
      !rest.split(/[^\p{L}\p{N}']+/u).some(word => HYPOTHETICAL.has(word))
    );
  });
}

function placesOf(key: string, part: string): number[] {
  const places: number[] = [];
  for (let at = key.indexOf(part); at >= 0; at = key.indexOf(part, at + 1)) {
    const before = key[at - 1] ?? ' ';
    const after = key[at + part.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) {
      places.push(at);
    }
  }
  return places;
}
