/** A call that is not answered so long after the faults are over never will be. */
const LIMIT_MS = 120_000;
/** When one was not answered; with many of them a run would not end in time. */
const SHORT_LIMIT_MS = 5_000;

/** How long callers repeat what is not answered: without end while there are faults. */
export class Patience {
  #limitMs = LIMIT_MS;
  #calmSince = Infinity;

  /** The faults are over. */
  calm(): void {
    this.#calmSince = Date.now();
  }

  /** Of a call that was sent first at a time. */
  isOver(sentAt: number): boolean {
    const waited = Date.now() - Math.max(sentAt, this.#calmSince);
    if (waited <= this.#limitMs) return false;
    this.#limitMs = SHORT_LIMIT_MS;
    return true;
  }
}
