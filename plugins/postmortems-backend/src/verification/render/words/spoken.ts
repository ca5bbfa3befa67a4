import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';

/**
 * Who wrote something, with the time inside the sentence: a quotation of the
 * author's name, or of the kind of a message without one, before what it says.
 */
export const spokenClause: ClauseWriter = (assertions, language) =>
  wroteClause(assertions, language);

/** The same, told as what nobody has confirmed. */
export const unconfirmedClause: ClauseWriter = (assertions, language) =>
  wroteClause(assertions, language, true);

function wroteClause(
  [author, words]: readonly Assertion[],
  language: Language,
  isUnconfirmed = false,
): Clause | undefined {
  if (!isOf(author, 'quotation') || !isOf(words, 'said')) return undefined;
  const { pointer, evidence, text } = author;
  const isNamed = pointer === '/author/name';
  if (evidence !== words.evidence || !(isNamed || pointer === '/kind')) {
    return undefined;
  }
  return {
    words: language.messages.wroteAt({
      quote: language.quote(words.text),
      spoken: words.spoken,
      ...(words.at && { time: language.instant(words.at) }),
      ...(isNamed && language.style.people === 'names' && { speaker: text }),
      isUnconfirmed,
    }),
    says: 2,
  };
}

/** A clause, and what people wrote of the same, as far as that comes next. */
export function withWords(
  clause: Clause,
  assertions: readonly Assertion[],
  language: Language,
): Clause {
  const rest = assertions.slice(clause.says);
  const spoken = rest.length > 0 ? spokenClause(rest, language) : undefined;
  if (!spoken) return clause;
  const words = language.messages.andWrote({
    words: clause.words,
    wrote: spoken.words,
  });
  const says = clause.says + spoken.says;
  return withWords({ ...clause, words, says }, assertions, language);
}
