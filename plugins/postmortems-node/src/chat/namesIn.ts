/** What people write that looks like a key. */
const KEY = /[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+/g;
const MAX_KEYS = 10;
/** Parts of a name that a key is made of at most. */
const MAX_PARTS = 5;
const MAX_NAME_PARTS = 12;
/** Words of a text that are compared with names of services. */
const MAX_WORDS = 40;

/** What a text has that looks like keys of incidents. @public */
export function keysIn(text: string): string[] {
  return [...new Set([...text.matchAll(KEY)].map(([key]) => key))]
    .filter(key => /\d/.test(key))
    .slice(0, MAX_KEYS);
}

/**
 * What may be keys of incidents in the name of a channel or the topic of a meeting.
 * Such names are in lower case, keys mostly in upper case.
 *
 * @public
 */
export function keysInName(name: string): string[] {
  const parts = name
    .split(/[^\p{L}\p{N}.]+/u)
    .filter(Boolean)
    .slice(0, MAX_NAME_PARTS);
  return parts.flatMap((_, start) =>
    Array.from({ length: MAX_PARTS }, (__, length) =>
      parts.slice(start, start + length + 1).join('-'),
    )
      // A key without a digit is a word of any kind
      .filter(key => /\d/.test(key) && /\D/.test(key))
      .flatMap(key => [key.toLocaleUpperCase('en-US'), key]),
  );
}

/** Words of a text that may be the name of a service. @public */
export function wordsIn(text: string): string[] {
  const words = text
    .toLocaleLowerCase('en-US')
    .match(/[\p{L}\p{N}][\p{L}\p{N}._-]{2,62}(?<![._-])/gu);
  return [...new Set(words)].slice(0, MAX_WORDS);
}
