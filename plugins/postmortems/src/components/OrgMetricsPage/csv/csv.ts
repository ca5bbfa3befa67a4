import { showBidiControls } from '@postmortems/backstage-plugin-postmortems-common';
import { downloadFile } from '../../shared/files/downloadFile';

/** A cell of a table. */
export type Cell = string | number | undefined;

/** A column with its value for an item. */
export type CsvColumn<T> = readonly [name: string, valueOf: (item: T) => Cell];

/**
 * What begins a formula in a spreadsheet, in the width of any script, with what it
 * may skip before: at the start of a cell, or after what it may take for the end of
 * one, whatever its settings are.
 */
const FORMULA =
  /(^|[;|\t\r\n])([\s\p{Cf}"']*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫−])|(,)(?=[=+\-@＝＋－＠])/gu;

/** Rows as CSV (RFC 4180), which no spreadsheet takes for formulas. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows
    .map(row =>
      row
        .map(value => {
          const text = String(value ?? '');
          const safe = typeof value === 'string' ? withoutFormulas(text) : text;
          return /[",;|\t\r\n]/.test(safe)
            ? `"${safe.replaceAll('"', '""')}"`
            : safe;
        })
        .join(','),
    )
    .join('\r\n');
}

/** An apostrophe makes a spreadsheet take a cell for text. */
function withoutFormulas(text: string): string {
  const marked = showBidiControls(text).replace(
    FORMULA,
    (_, end = '', skipped = '', comma = '') => `${comma}${end}${skipped}'`,
  );
  return /^[\t\r\n]/.test(marked) ? `'${marked}` : marked;
}

/** Has the browser save rows as a CSV file. */
export function downloadCsv(
  name: string,
  rows: readonly (readonly Cell[])[],
): void {
  downloadFile(name, 'text/csv;charset=utf-8', toCsv(rows));
}
