import { CustomErrorBase, InputError } from '@backstage/errors';
import type { Request, Response } from 'express';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type BodyPool, type BodyRoom, BusyError } from './BodyPool';

/** A body that takes longer is not waited for, in milliseconds. */
const READ_TIMEOUT_MS = 30_000;
/** Within each such time a sender brings {@link FLOOR_BYTES}, or is cut off. */
const FLOOR_MS = 5_000;
const FLOOR_BYTES = 16 * 1024;

const DECODERS: Record<string, (() => Transform) | undefined> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

class TooLargeError extends CustomErrorBase {
  readonly name = 'PayloadTooLargeError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 413;
}

/** How a body is read. */
type BodyOptions = {
  req: Request;
  res: Response;
  pool: BodyPool;
  maxBytes: number;
  /** What to do about a body that is too large. */
  advice: string;
  /** Most time that it may take, in milliseconds. */
  timeoutMs?: number;
};

/**
 * Reads a body that is no JSON of the API within a limit and the pool, and hands it
 * to `use`; its memory counts until `use` is done. What was announced and has not
 * come takes no room.
 */
export async function withBody<T>(
  options: BodyOptions,
  use: (rawBody: Buffer) => Promise<T>,
): Promise<T> {
  const { req, res, pool, maxBytes, advice } = options;
  const room = pool.open();
  try {
    if (Number(req.headers['content-length']) > maxBytes) {
      throw tooLarge(maxBytes, advice);
    }
    return await use(await read({ ...options, room }));
  } catch (error) {
    // The rest of the body is not waited for
    if (!req.complete) res.setHeader('connection', 'close');
    throw error;
  } finally {
    room.release();
  }
}

async function read(
  options: BodyOptions & { room: BodyRoom },
): Promise<Buffer> {
  const { req, room, maxBytes, advice } = options;
  const { timeoutMs = READ_TIMEOUT_MS } = options;
  const decoded = decode(req);
  const chunks: Buffer[] = [];
  let bytes = 0;
  let stop = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      const cutOff = () => {
        if (!req.complete) reject(new InputError('The body was cut off'));
      };
      const take = (chunk: Buffer) => {
        bytes += chunk.length;
        try {
          if (bytes > maxBytes) throw tooLarge(maxBytes, advice);
          room.grow(chunk.length);
          chunks.push(chunk);
        } catch (error) {
          reject(error);
        }
      };
      const endWatch = watchSpeed(req, timeoutMs, reject);
      stop = () => {
        endWatch();
        decoded.off('data', take);
      };
      decoded.on('data', take);
      decoded.once('end', resolve);
      decoded.on('error', error =>
        reject(new InputError(`The body cannot be read: ${error.message}`)),
      );
      req.once('close', cutOff);
      if (req.destroyed) cutOff();
    });
    return Buffer.concat(chunks, bytes);
  } finally {
    stop();
    if (decoded !== req) {
      req.unpipe();
      decoded.destroy();
    }
    // Read and thrown away, so that the answer arrives
    req.resume();
  }
}

function decode(req: Request): Readable {
  const encoding = req.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return req;
  const create = DECODERS[encoding];
  if (!create) {
    throw new InputError(`The encoding '${encoding}' is not supported`);
  }
  return req.pipe(create());
}

/**
 * Rejects when the body comes too slowly. Busy, because a sender takes a 408
 * for final and does not send again.
 */
function watchSpeed(
  req: Request,
  timeoutMs: number,
  reject: (error: Error) => void,
) {
  let arrived = 0;
  const count = (chunk: Buffer) => {
    arrived += chunk.length;
  };
  req.on('data', count);
  const tooSlow = () =>
    reject(new BusyError('The body came too slowly; send it again'));
  const floor = setInterval(() => {
    // What waits to be read, because this process was busy, has come in time
    setImmediate(() => {
      if (arrived < FLOOR_BYTES) tooSlow();
      arrived = 0;
    });
  }, FLOOR_MS).unref();
  const deadline = setTimeout(tooSlow, timeoutMs).unref();
  return () => {
    clearInterval(floor);
    clearTimeout(deadline);
    req.off('data', count);
  };
}

function tooLarge(maxBytes: number, advice: string) {
  return new TooLargeError(
    `The body is larger than ${maxBytes} bytes. ${advice}`,
  );
}
