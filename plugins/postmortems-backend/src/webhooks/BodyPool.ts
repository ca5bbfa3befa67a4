import { CustomErrorBase } from '@backstage/errors';

/** Answered with 503; senders of webhooks try again after it. */
export class BusyError extends CustomErrorBase {
  readonly name = 'ServiceUnavailableError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 503;
}

/** The memory that bodies may take while they are read, all together. */
export class BodyPool {
  #free: number;

  constructor(options: { bytes: number }) {
    this.#free = options.bytes;
  }

  /**
   * Takes room for a body, and returns what gives it back. Throws
   * {@link BusyError} when there is none.
   */
  reserve(bytes: number): () => void {
    if (bytes > this.#free) {
      throw new BusyError(
        'Too many bodies are being read at the moment; send it again later',
      );
    }
    this.#free -= bytes;
    let isTaken = true;
    return () => {
      if (isTaken) this.#free += bytes;
      isTaken = false;
    };
  }
}
