import { csvCell } from '@postmortems/backstage-plugin-postmortems-common';
import { downloadFile } from '../../shared/files/downloadFile';

/** A cell of a table. */
export type Cell = string | number | undefined;

/** A column with its value for an item. */
export type CsvColumn<T> = readonly [name: string, valueOf: (item: T) => Cell];

/** Rows as CSV (RFC 4180), which no spreadsheet takes for formulas. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows
    .map(row =>
      row
        .map(value => {
          const text = String(value ?? '');
          return typeof value === 'string' ? csvCell(text) : text;
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
