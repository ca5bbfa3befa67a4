import { CustomErrorBase } from '@backstage/errors';
import express, { type Request, type Response } from 'express';
import type { BodyPool } from './BodyPool';

/** A sender that is slower than this is cut off, in milliseconds. */
const READ_TIMEOUT_MS = 30_000;

class TooLargeError extends CustomErrorBase {
  readonly name = 'PayloadTooLargeError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 413;
}

class TooSlowError extends CustomErrorBase {
  readonly name = 'RequestTimeoutError';
  readonly statusCode = 408;
}

/**
 * Reads the body of a webhook within a limit and the common pool, and hands it
 * to `use`; its memory counts until `use` is done.
 */
export async function withBody<T>(
  options: { req: Request; res: Response; pool: BodyPool; maxBytes: number },
  use: (rawBody: Buffer) => Promise<T>,
): Promise<T> {
  const { req, res, pool, maxBytes } = options;
  const announced = Number(req.headers['content-length'] ?? NaN);
  if (announced > maxBytes) throw tooLarge(res, maxBytes);
  // What a compressed or chunked body takes is not known before it is read
  const isCertain =
    !req.headers['content-encoding'] && Number.isSafeInteger(announced);
  const release = pool.reserve(isCertain ? announced : maxBytes);
  try {
    return await use(await read(options));
  } finally {
    release();
  }
}

async function read(options: {
  req: Request;
  res: Response;
  maxBytes: number;
}): Promise<Buffer> {
  const { req, res, maxBytes } = options;
  const parser = express.raw({ type: () => true, limit: maxBytes });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      // The rest of the body is not waited for
      res.setHeader('connection', 'close');
      reject(
        new TooSlowError(`The body did not arrive in ${READ_TIMEOUT_MS} ms`),
      );
    }, READ_TIMEOUT_MS).unref();
    parser(req, res, error => {
      clearTimeout(timer);
      if (error?.type === 'entity.too.large') reject(tooLarge(res, maxBytes));
      else if (error) reject(error);
      else resolve();
    });
  });
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

function tooLarge(res: Response, maxBytes: number) {
  res.setHeader('connection', 'close');
  return new TooLargeError(
    `The body is larger than ${maxBytes} bytes. Send fewer items at once (max_alerts of Alertmanager's webhook), or raise postmortems.webhooks.maxBodyMegabytes`,
  );
}
