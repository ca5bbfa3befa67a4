import { InputError } from '@backstage/errors';
import express, {
  type ErrorRequestHandler,
  type RequestHandler,
} from 'express';

const MIB = 1024 * 1024;
/** Largest body of a request, in bytes. */
const MAX_BODY_BYTES = MIB;
/** Of evidence and traces, which come in bulk. Parsing one keeps others waiting. */
const MAX_BULK_BYTES = 8 * MIB;
const BULK = /^\/incidents\/[^/]+\/(?:evidence|traces)\/?$/i;

/** A body that is too large; answered with 413. */
class TooLargeError extends Error {
  readonly name = 'PayloadTooLargeError';
  readonly statusCode = 413;
}

const requireJson: RequestHandler = (req, _res, next) => {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined ||
    Number(req.headers['content-length'] ?? 0) > 0;
  next(
    hasBody && !req.is('json')
      ? new InputError(
          `The content type must be application/json, not ${
            req.headers['content-type'] ?? 'missing'
          }`,
        )
      : undefined,
  );
};

const explain: ErrorRequestHandler = (error, _req, _res, next) => {
  switch (error?.type) {
    case 'entity.too.large':
      next(
        new TooLargeError(
          `The body is larger than ${
            error.limit / MIB
          } MiB, the most that this route takes; send less at once`,
        ),
      );
      break;
    case 'entity.parse.failed':
      next(new InputError('The body is not valid JSON'));
      break;
    case 'encoding.unsupported':
    case 'charset.unsupported':
      next(new InputError(`The body cannot be read: ${error.message}`));
      break;
    default:
      next(error);
  }
};

/** Parses JSON bodies, and explains why others are refused. */
export function jsonBody(): (RequestHandler | ErrorRequestHandler)[] {
  const ordinary = express.json({ limit: MAX_BODY_BYTES });
  const bulk = express.json({ limit: MAX_BULK_BYTES });
  const parseBody: RequestHandler = (req, res, next) =>
    (BULK.test(req.path) ? bulk : ordinary)(req, res, next);
  return [parseBody, requireJson, explain];
}
