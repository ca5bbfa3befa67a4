/**
 * The form in which names and words are compared: NFKC, so that full-width letters
 * and ligatures are the same, in lower case, with single spaces and plain
 * quotation marks and dashes.
 */
export function nameKey(text: string): string {
  // Most words are ASCII, of which only the case differs.
  if (/^[!-~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLocaleLowerCase('en-US')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
