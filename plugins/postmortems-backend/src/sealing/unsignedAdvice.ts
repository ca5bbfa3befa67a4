import type { ChainProblem } from './SealChecker';

/**
 * What to do about entries without a signature, where they are the first ones: a
 * key may have been introduced after them, or their signatures were removed.
 */
export function unsignedAdvice(
  problems: readonly ChainProblem[],
): string | undefined {
  const sequences = problems.flatMap(({ what, sequence = 0 }) =>
    what === 'unsigned' ? [sequence] : [],
  );
  const last = Math.max(0, ...sequences.slice(-1));
  if (last === 0 || sequences.length !== last) return undefined;
  return `Entries 1 to ${last} of the chain have no signature. Only if you know that they are older than your first key, set postmortems.sealing.unsignedThrough: ${last}; otherwise signatures were removed`;
}
