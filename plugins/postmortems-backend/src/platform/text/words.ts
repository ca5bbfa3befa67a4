/** Stop words. */
const COMMON = new Set(
  (
    'a about after all also an and any are as at be because been before being but by can caused causing cause could did do ' +
    'does due during each for from had has have he her his how if in into is it its just led made make more most no not nothing of ' +
    'off on once one only or other our out over own resulted root she so some such than that the their them then there these ' +
    'they this those through to too under until up very was we were what when where which while who why will with would you'
  ).split(' '),
);

/** Longest text that is searched at once, in characters. */
const MAX_TEXT = 100_000;

/**
 * The significant words of a text in lower case, without plural and verb
 * endings.
 */
export function significantWords(text: string): Set<string> {
  const all =
    text
      .slice(0, MAX_TEXT)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]{2,}|\d+(?:\.\d+)*/g) ?? [];
  // Most words of a long text repeat
  const words = new Set<string>();
  for (const word of new Set(all)) {
    if (!COMMON.has(word)) words.add(stem(word));
  }
  return words;
}

/** Removes common English endings, so that `connections` equals `connected`. */
function stem(word: string): string {
  if (/^\d/.test(word)) return word;
  const cut =
    word.length <= 4
      ? word
      : word
          .replace(/ies$/, 'y')
          .replace(/(?:ations?|ions?|ings?|ments?|ness|ed|es|s|ly|e)$/, '');
  return (cut.length >= 3 ? cut : word).replace(/([^aeiou])\1$/, '$1');
}
