import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import { createHash, hash as hashOf } from 'node:crypto';

const LEAF = 0;
const INNER = 1;

/**
 * The root of the Merkle tree of RFC 6962, section 2.1, over content hashes that
 * are added in ascending order. Leaves and inner nodes are hashed apart, so that
 * neither can be taken for the other. It keeps one hash for each power of two.
 */
export class MerkleRoot {
  /** Roots of complete subtrees, the largest first. */
  readonly #subtrees: { leaves: number; hash: Buffer }[] = [];

  add(contentHash: string): void {
    let node = {
      leaves: 1,
      hash: sha256(LEAF, Buffer.from(contentHash, 'hex')),
    };
    for (;;) {
      const last = this.#subtrees.at(-1);
      if (last?.leaves !== node.leaves) break;
      this.#subtrees.pop();
      node = {
        leaves: 2 * node.leaves,
        hash: sha256(INNER, last.hash, node.hash),
      };
    }
    this.#subtrees.push(node);
  }

  /** Lower-case hex. Of nothing, it is the hash of nothing. */
  digest(): string {
    const [last, ...before] = [...this.#subtrees].reverse();
    if (!last) return hashOf('sha256', '', 'hex');
    return before
      .reduce((right, { hash }) => sha256(INNER, hash, right), last.hash)
      .toString('hex');
  }
}

function sha256(type: number, ...parts: Buffer[]): Buffer {
  return hashOf('sha256', Buffer.concat([Buffer.of(type), ...parts]), 'buffer');
}

/** Content hashes in ascending order, each followed by a newline, of earlier seals. */
class ListRoot {
  readonly #hash = createHash('sha256');

  add(contentHash: string): void {
    this.#hash.update(`${contentHash}\n`);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** Computes the root of a seal; content hashes are added in ascending order. */
export function rootBy(
  algorithm: EvidenceSeal['algorithm'],
): MerkleRoot | ListRoot {
  return algorithm === 'sha256' ? new ListRoot() : new MerkleRoot();
}
