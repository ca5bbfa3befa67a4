import { createHash } from 'node:crypto';

const DIGITS = 20;

/** An id that is the same for the same parts, e.g. `claim-3f…`. */
export function stableId(prefix: string, ...parts: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${prefix}-${hash.slice(0, DIGITS)}`;
}
