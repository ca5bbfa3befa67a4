import { NotFoundError } from '@backstage/errors';
import { createHash } from 'node:crypto';

/**
 * Names for the blocks of one platform, for deliveries and tasks that wait: a
 * configuration may be reordered before they are done. Places, as older versions
 * stored them, are found too.
 *
 * @public
 */
export class BlockNames<T> {
  readonly #platform: string;
  readonly #byName = new Map<string, T>();
  readonly #blocks: readonly T[];

  /**
   * @param options - `platform` is for messages; `tellsApart` is what makes a block
   *   the one that it is, such as the account or the address. It is no secret. Blocks
   *   that share it are told apart by their order.
   */
  constructor(options: {
    platform: string;
    blocks: readonly T[];
    tellsApart(block: T): readonly (string | undefined)[];
  }) {
    this.#platform = options.platform;
    this.#blocks = options.blocks;
    for (const block of options.blocks) {
      const name = digest(JSON.stringify(options.tellsApart(block)));
      let free = name;
      for (let n = 2; this.#byName.has(free); n += 1) free = `${name}-${n}`;
      this.#byName.set(free, block);
    }
  }

  /** Of letters, digits and dashes. */
  nameOf(block: T): string {
    for (const [name, one] of this.#byName) if (one === block) return name;
    throw new Error(`This is no block of ${this.#platform}`);
  }

  /**
   * The block with a stored name or place.
   *
   * @throws `NotFoundError` when it is gone and several others are there: none of
   *   them stands for it
   */
  find(stored: string | number): T {
    const text = String(stored);
    const found = /^\d{1,4}$/.test(text)
      ? this.#blocks[Number(text)]
      : this.#byName.get(text);
    if (found) return found;
    if (this.#blocks.length === 1) return this.#blocks[0];
    throw new NotFoundError(
      `The block of ${
        this.#platform
      } that this came by is no longer in the configuration, or was changed: put the block back, or drop this`,
    );
  }
}

function digest(text: string): string {
  // A letter first, so that no name is a place
  return `b${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
