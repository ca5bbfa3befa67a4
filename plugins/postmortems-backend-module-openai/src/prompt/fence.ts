import { randomBytes } from 'node:crypto';

/**
 * Data between two markers that nobody could have written before now. Inside, every line is JSON, and angle brackets are escaped, so
 * that no quote can end the fence or begin another one.
 */
export function fenced(what: string, rows: readonly unknown[]): string {
  const marker = `${what}-${randomBytes(9).toString('hex')}`;
  return [
    `<${marker}>`,
    ...rows.map(row =>
      JSON.stringify(row)
        .replaceAll('<', '\\u003c')
        .replaceAll('>', '\\u003e')
        .replaceAll('\u2028', '\\u2028')
        .replaceAll('\u2029', '\\u2029'),
    ),
    `</${marker}>`,
  ].join('\n');
}
