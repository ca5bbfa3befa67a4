import { downloadFile } from '../../shared/files/downloadFile';

/** A cell of a table. */
export type Cell = string | number | undefined;

/** A column with its value for an item. */
export type CsvColumn<T> = readonly [name: string, valueOf: (item: T) => Cell];

/** Rows as CSV (RFC 4180). Formulas are escaped for spreadsheets. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows
    .map(row =>
      row
        .map(value => {
          const text = String(value ?? '');
          const safe =
            typeof value === 'string' && /^[=+\-@\t\r]/.test(text)
              ? `'${text}`
              : text;
          return /[",\r\n]/.test(safe)
            ? `"${safe.replaceAll('"', '""')}"`
            : safe;
        })
        .join(','),
    )
    .join('\r\n');
}

/** Has the browser save rows as a CSV file. */
export function downloadCsv(
  name: string,
  rows: readonly (readonly Cell[])[],
): void {
  downloadFile(name, 'text/csv;charset=utf-8', toCsv(rows));
}
