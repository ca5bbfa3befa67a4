import { showBidiControls } from './text';

/**
 * What begins a formula in a spreadsheet, in the width of any script, with what it
 * may skip before: at the start of a cell, or after what it may take for the end of
 * one, whatever its settings are.
 */
const FORMULA =
  /(^|[;|\t\r\n])([\s\p{Cf}"']*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫−])|(,)(?=[=+\-@＝＋－＠])/gu;

/** An apostrophe makes a spreadsheet take a cell for text. */
function withoutFormulas(text: string): string {
  const marked = showBidiControls(text).replace(
    FORMULA,
    (_, end = '', skipped = '', comma = '') => `${comma}${end}${skipped}'`,
  );
  return /^[\t\r\n]/.test(marked) ? `'${marked}` : marked;
}

/**
 * A text as a cell of a CSV file (RFC 4180), which no spreadsheet takes for a
 * formula.
 *
 * @public
 */
export function csvCell(text: string): string {
  const safe = withoutFormulas(text);
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
