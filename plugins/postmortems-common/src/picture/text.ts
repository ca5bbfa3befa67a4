const ELLIPSIS = '…';
/** Longer texts never fit. */
const MAX_CHARACTERS = 200;

/** Advance widths in a sans-serif font of size 1, on the wide side. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!]/, 0.3],
  [/[ ftr()[\]/\\"`-]/, 0.4],
  [/[mwMWOQ@%–—]/, 0.95],
  [/[A-Z&#…]/, 0.75],
  [/[\u0021-\u007e]/, 0.58],
  [/[\u00a0-\u02ff]/, 0.75],
];
const OTHER_WIDTH = 1.1;

/** The width that a text takes at most in a sans-serif font, in pixels. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) {
    const known = WIDTHS.find(([pattern]) => pattern.test(character));
    width += known ? known[1] : OTHER_WIDTH;
  }
  return width * fontSize;
}

/**
 * On one line, without characters that are not seen or that turn the direction
 * of others.
 */
export function plainText(text: string): string {
  return text
    .slice(0, 4 * MAX_CHARACTERS)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .trim();
}

/**
 * The text, cut so that it is no wider, between words where it has several; empty
 * when nothing of it fits.
 */
export function fitText(text: string, width: number, fontSize: number): string {
  const plain = plainText(text);
  if (plain.length <= MAX_CHARACTERS && textWidth(plain, fontSize) <= width) {
    return plain;
  }
  const characters = [...plain].slice(0, MAX_CHARACTERS);
  const room = width - textWidth(ELLIPSIS, fontSize);
  let taken = 0;
  let end = 0;
  while (end < characters.length) {
    taken += textWidth(characters[end], fontSize);
    if (taken > room) break;
    end += 1;
  }
  const kept = characters.slice(0, end).join('');
  const words = kept.replace(/[^\p{L}\p{N}]+[\p{L}\p{N}]*$/u, '');
  return kept && `${words || kept}${ELLIPSIS}`;
}
