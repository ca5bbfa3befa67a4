import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';

/** Attempts before the last error is thrown. */
const MAX_ATTEMPTS = 6;

/**
 * Pause after the first attempt, in milliseconds; it doubles each time, with
 * jitter.
 */
const FIRST_PAUSE_MS = 15;

/**
 * serialization_failure, deadlock_detected, lock_not_available; SQLite's busy
 * and locked.
 */
const TRANSIENT_ERRORS =
  /^(?:40001|40P01|55P03|SQLITE_BUSY.*|SQLITE_LOCKED.*)$/;

/** Whether a retry of the same transaction may succeed. */
function isTransientError(error: unknown): boolean {
  const code =
    typeof error === 'object' && error !== null && 'code' in error
      ? error.code
      : undefined;
  return typeof code === 'string' && TRANSIENT_ERRORS.test(code);
}

/**
 * Runs `work` in a transaction, and retries it after a conflict with a
 * concurrent one. It must have no effects outside of the transaction.
 */
export async function inTransaction<T>(
  knex: Knex,
  work: (tx: Knex.Transaction) => Promise<T>,
  config?: Knex.TransactionConfig,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withOwnError(knex, work, config);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isTransientError(error)) throw error;
      const pause = FIRST_PAUSE_MS * 2 ** (attempt - 1);
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}

/**
 * knex throws the error of the rollback in place of the first one. It fails when
 * the connection is gone, and on SQLite after a full disk, which rolls back by
 * itself.
 */
async function withOwnError<T>(
  knex: Knex,
  work: (tx: Knex.Transaction) => Promise<T>,
  config?: Knex.TransactionConfig,
): Promise<T> {
  let failed: { error: unknown } | undefined;
  try {
    return await knex.transaction(async tx => {
      try {
        return await work(tx);
      } catch (error) {
        failed = { error };
        throw error;
      }
    }, config);
  } catch (error) {
    throw failed ? failed.error : error;
  }
}
