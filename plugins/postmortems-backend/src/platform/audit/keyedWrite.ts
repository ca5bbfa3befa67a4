import type { Knex } from 'knex';
import { AsyncLocalStorage } from 'node:async_hooks';

/** A write with a key, under which its sender may send it again. */
export type KeyedWrite = {
  /**
   * Keeps that the write is done, in the transaction that does it. Throws when
   * somebody else does it now.
   */
  markDone(tx: Knex.Transaction, incidentKey?: string): Promise<void>;
};

const current = new AsyncLocalStorage<KeyedWrite>();

/** Handles a request whose changes are those of the write. */
export function runKeyedWrite<T>(write: KeyedWrite, handle: () => T): T {
  return current.run(write, handle);
}

/**
 * For changes that are not the write itself: what it needs first, such as a seal,
 * and may make again, and what goes on in the background after its answer.
 */
export function apartFromWrite<T>(work: () => T): T {
  return current.exit(work);
}

/** Called in each transaction that changes something. */
export async function markKeyedWrite(
  tx: Knex.Transaction,
  incidentKey?: string,
): Promise<void> {
  await current.getStore()?.markDone(tx, incidentKey);
}
