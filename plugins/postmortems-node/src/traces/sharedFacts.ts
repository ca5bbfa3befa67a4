import type { JsonValue } from '@postmortems/backstage-plugin-postmortems-common';

/** Names, versions, numbers and errors of one text that are looked at. */
const MAX_FACTS = 20_000;
/** From so many answers on, one that most of them have is what was investigated. */
const MANY = 3;

/**
 * Positions of the answers that have something of the conclusion that can be looked up:
 * a host, a version, a number, a key or the name of an error. Plain words are none, nor
 * is what the call had asked for itself, nor what most answers have, such as the name of
 * the service.
 */
export function answersSharingFacts(
  conclusion: string,
  answers: readonly { input: JsonValue; output: JsonValue }[],
): number[] {
  const wanted = factsOf(conclusion);
  const shared = answers.map(({ input, output }) => {
    const asked = factsOf(input);
    const told = factsOf(output);
    return new Set(
      [...wanted].filter(fact => told.has(fact) && !asked.has(fact)),
    );
  });
  const isCommon = (fact: string) =>
    answers.length >= MANY &&
    shared.filter(facts => facts.has(fact)).length > answers.length / 2;
  return shared.flatMap((facts, index) =>
    [...facts].some(fact => !isCommon(fact)) ? [index] : [],
  );
}

/** In lower case. */
function factsOf(value: JsonValue): Set<string> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const facts = new Set<string>();
  for (const [token] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}_.:/%-]*/gu)) {
    const trimmed = token.replace(/[_.:/-]+$/, '');
    if (isFact(trimmed)) facts.add(trimmed.toLowerCase());
    if (facts.size >= MAX_FACTS) break;
  }
  return facts;
}

/** `orders-db:5432`, `1.4.2`, `504`, `OOMKilled`, `max_connections`; no digit alone. */
function isFact(token: string): boolean {
  return (
    token.length >= 3 &&
    (/\p{N}/u.test(token) ||
      /[\p{L}\p{N}][_.:/-][\p{L}\p{N}]/u.test(token) ||
      /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(token))
  );
}
