import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;

/** A pool of database connections that can be told to lose them. */
export class Pool {
  size;
  inUse = 0;
  /** A connection that was taken is not given back. */
  leaking = false;

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
    if (!this.leaking) this.inUse -= 1;
  }

  /** What a restart of the service does. */
  reset() {
    this.inUse = 0;
  }
}
