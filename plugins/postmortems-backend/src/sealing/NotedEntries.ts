import type { Anchor, ChainProblem } from './SealChecker';
import type { ChainRow } from './SealChain';

/** What was noted of entries outside of the database: every hash of each number. */
export class NotedEntries {
  readonly #hashes = new Map<number, Set<string>>();
  readonly #signed = new Set<number>();

  constructor(anchors: readonly Anchor[]) {
    for (const { sequence, hash, signed } of anchors) {
      const hashes = this.#hashes.get(sequence);
      if (hashes) hashes.add(hash);
      else this.#hashes.set(sequence, new Set([hash]));
      if (signed) this.#signed.add(sequence);
    }
  }

  get sequences(): number[] {
    return [...this.#hashes.keys()];
  }

  /** How an entry differs from what was noted of it. */
  problemsOf(
    row: Pick<ChainRow, 'sequence' | 'entry_hash' | 'signature'>,
  ): ChainProblem[] {
    const { sequence } = row;
    const problems: ChainProblem[] = [];
    const hashes = this.#hashes.get(sequence);
    if (hashes && [...hashes].some(hash => hash !== row.entry_hash)) {
      problems.push({
        what: 'anchor',
        sequence,
        message: `Entry ${sequence} of the chain is not the one that was noted outside of the database`,
      });
    }
    if (this.#signed.has(sequence) && row.signature === null) {
      problems.push({
        what: 'anchor',
        sequence,
        message: `Entry ${sequence} of the chain has no signature, but had one when it was noted outside of the database`,
      });
    }
    return problems;
  }

  /** Numbers that were noted with more than one hash. */
  conflicts(): ChainProblem[] {
    return [...this.#hashes].flatMap(([sequence, hashes]) =>
      hashes.size < 2
        ? []
        : {
            what: 'anchor' as const,
            sequence,
            message: `Entry ${sequence} of the chain was replaced: it was noted as ${[
              ...hashes,
            ].join(', later as ')}`,
          },
    );
  }

  /** Numbers that the chain does not have. */
  beyond(end: number): ChainProblem[] {
    return this.sequences
      .filter(sequence => sequence > end)
      .map(sequence => ({
        what: 'anchor',
        sequence,
        message: `The chain ends at ${end}, but entry ${sequence} was noted outside of the database`,
      }));
  }
}
