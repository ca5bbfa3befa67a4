/** What people write that looks like a key. */
const KEY = /[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+/g;
const MAX_KEYS = 10;
/** Parts of a name that a key is made of at most. */
const MAX_PARTS = 5;
const MAX_NAME_PARTS = 12;
/** Words of a text that are compared with names of services, and what they make. */
const MAX_WORDS = 100;
const MAX_NAMES = 200;
const MAX_NAME_WORDS = 3;
/** Characters of the name of a service. */
const SHORTEST_NAME = 3;
const LONGEST_NAME = 63;
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?/gu;

/** What a text has that looks like keys of incidents. @public */
export function keysIn(text: string): string[] {
  return [...new Set([...text.matchAll(KEY)].map(([key]) => key))]
    .filter(key => /\d/.test(key))
    .slice(0, MAX_KEYS);
}

/**
 * What may be keys of incidents in the name of a channel or the topic of a meeting.
 * Such names are in lower case, keys mostly in upper case. The likely ones come first:
 * they are short and begin with a letter.
 *
 * @public
 */
export function keysInName(name: string): string[] {
  const parts = name
    .split(/[^\p{L}\p{N}.]+/u)
    .filter(Boolean)
    .slice(0, MAX_NAME_PARTS);
  const keys = parts.flatMap((_, start) =>
    Array.from({ length: MAX_PARTS }, (__, length) => ({
      key: parts.slice(start, start + length + 1).join('-'),
      length,
    })),
  );
  const likely = keys
    // Without a digit it is a word of any kind, without a letter a date
    .filter(({ key }) => /\d/.test(key) && /\p{L}/u.test(key))
    .sort(
      (a, b) =>
        Number(/^\P{L}/u.test(a.key)) - Number(/^\P{L}/u.test(b.key)) ||
        a.length - b.length,
    )
    .flatMap(({ key }) => [key.toLocaleUpperCase('en-US'), key]);
  return [...new Set(likely)];
}

/**
 * What in a text may be the name of a service: its words, and two or three that follow
 * each other, so that “the payment service” is `payment-service`.
 *
 * @public
 */
export function wordsIn(text: string): string[] {
  const lower = text.toLocaleLowerCase('en-US');
  const words = [...lower.matchAll(WORD)].slice(0, MAX_WORDS);
  const names = words.flatMap(({ index, 0: word }, place) => {
    let name = word;
    let end = index + word.length;
    const found = [name];
    for (const next of words.slice(place + 1, place + MAX_NAME_WORDS)) {
      if (!/^\s+$/u.test(lower.slice(end, next.index))) break;
      name = `${name}-${next[0]}`;
      end = next.index + next[0].length;
      found.push(name);
    }
    return found;
  });
  return [...new Set(names)]
    .filter(({ length }) => length >= SHORTEST_NAME && length <= LONGEST_NAME)
    .slice(0, MAX_NAMES);
}
