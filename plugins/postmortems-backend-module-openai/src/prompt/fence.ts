import { randomBytes } from 'node:crypto';

/**
 * Rows of data between two markers that nobody could have guessed. Every row is
 * one line of JSON with escaped angle brackets, so that no quote can end the
 * fence or begin another one.
 */
export function renderFence(name: string, rows: readonly unknown[]): string {
  const marker = `${name}-${randomBytes(9).toString('hex')}`;
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
