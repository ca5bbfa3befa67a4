/** A text in one form of Unicode, and where each part of it was written. */
export type NormalisedText = {
  text: string;
  /** Offset in the original of each code unit, and of the end. */
  offsets: readonly number[];
};

/** Nothing that a reader sees: zero-width joiners, soft hyphens, marks of direction. */
const INVISIBLE = /^\p{Cf}+$/u;
/** A character with the marks that belong to it. */
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

/** NFKC without invisible characters. */
export function normalise(original: string): NormalisedText {
  let text = '';
  const offsets: number[] = [];
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    const plain = INVISIBLE.test(cluster) ? '' : cluster.normalize('NFKC');
    text += plain;
    for (let unit = 0; unit < plain.length; unit += 1) offsets.push(index);
  }
  offsets.push(original.length);
  return { text, offsets };
}

/** Letters that decompose into nothing simpler. */
const LETTERS: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};

/** What spellings of one name have in common: no case, accents, hyphens or dots. */
export function fold(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}'’.\-\u2010]/gu, '')
    .replace(/[øłđðßæœıþ]/g, letter => LETTERS[letter]);
}
