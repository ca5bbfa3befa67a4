import { CustomErrorBase } from '@backstage/errors';

/** Bodies up to this have a part of the pool to themselves. */
const SMALL_BYTES = 64 * 1024;

/** Answered with 503; senders of webhooks try again after it. */
export class BusyError extends CustomErrorBase {
  readonly name = 'ServiceUnavailableError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 503;
}

/** The room that one body has taken. */
export type BodyRoom = {
  /** Takes room for more of it. Throws {@link BusyError} when there is none. */
  grow(bytes: number): void;
  /** Gives all of it back. */
  release(): void;
};

/**
 * The memory that bodies may take while they are read, all together. Bodies of
 * more than 64 KiB leave a part of it to smaller ones.
 */
export class BodyPool {
  readonly #keptForSmall: number;
  #free: number;

  constructor(options: { bytes: number; keptForSmall: number }) {
    this.#free = options.bytes;
    this.#keptForSmall = options.keptForSmall;
  }

  open(): BodyRoom {
    let taken = 0;
    return {
      grow: bytes => {
        const kept = taken + bytes > SMALL_BYTES ? this.#keptForSmall : 0;
        if (bytes > this.#free - kept) {
          throw new BusyError(
            'Too many bodies are being read at the moment; send it again later',
          );
        }
        this.#free -= bytes;
        taken += bytes;
      },
      release: () => {
        this.#free += taken;
        taken = 0;
      },
    };
  }
}
