/** A cell of a table. */
export type Cell = string | number | undefined;

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

/** Hands a file to the reader. */
export function downloadCsv(
  name: string,
  rows: readonly (readonly Cell[])[],
): void {
  const url = URL.createObjectURL(
    new Blob([toCsv(rows)], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
