/**
 * NUL, which PostgreSQL refuses, and halves of surrogate pairs, which UTF-8
 * cannot encode.
 */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/**
 * Text that every database can store: what cannot be is replaced by U+FFFD.
 *
 * @public
 */
export function storableText(text: string): string {
  return text.replace(UNSTORABLE, '\ufffd');
}

/** Characters that change the direction of the text after them. */
const BIDI_CONTROL = /\p{Bidi_Control}/gu;

/**
 * Text that is read in the order in which it is stored: controls of its direction,
 * with which `exe.gpj` looks like `jpg.exe`, are shown as `[U+202E]`.
 *
 * @public
 */
export function showBidiControls(text: string): string {
  return text.replace(
    BIDI_CONTROL,
    control =>
      `[U+${control
        .charCodeAt(0)
        .toString(16)
        .toUpperCase()
        .padStart(4, '0')}]`,
  );
}

/**
 * The beginning of a text in whole characters, with a mark where it was cut.
 *
 * @param maxLength - UTF-16 units of the result, the mark among them
 * @public
 */
export function cutText(text: string, maxLength: number, mark = '…'): string {
  if (text.length <= maxLength) return text;
  const end = Math.max(0, maxLength - mark.length);
  const isHalf = /[\ud800-\udbff]/.test(text[end - 1] ?? '');
  return `${text.slice(0, isHalf ? end - 1 : end).trimEnd()}${mark}`;
}
