import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;

/** A pool of database connections. */
export class Pool {
  size;
  inUse = 0;

  constructor(size) {
    this.size = size;
  }

  /** Runs a query on a connection; throws when none is free in time. */
  async query(milliseconds, timeout) {
    const deadline = performance.now() + timeout;
    while (this.inUse >= this.size) {
      if (performance.now() > deadline) {
        throw new Error(
          `no connection within ${timeout} ms, ${this.inUse} of ${this.size} in use`,
        );
      }
      await sleep(POLL_MS);
    }
    this.inUse += 1;
    await sleep(milliseconds);
    this.inUse -= 1;
  }
}
