import type { LoggerService } from '@backstage/backend-plugin-api';
import { CustomErrorBase, isError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import { isDatabaseUnavailable } from '../database';

/** When to come back after a 503 that does not say it, in seconds. */
const RETRY_AFTER = '5';
/** Answered with the status that the name stands for. */
const NAMED = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotModifiedError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

/** Answered with 503. */
class DatabaseUnavailableError extends CustomErrorBase {
  readonly name = 'ServiceUnavailableError';

  constructor() {
    super('The database is not available; try again later');
  }
}

/** Answered with 503: who a person is, or what they may do, is not known now. */
class NeighbourUnavailableError extends CustomErrorBase {
  readonly name = 'ServiceUnavailableError';

  constructor() {
    super('A part of Backstage does not answer; try again later');
  }
}

/** Answered with 500. */
class UnexpectedError extends CustomErrorBase {
  readonly name = 'InternalError';
  readonly statusCode = 500;
}

/**
 * What a caller may know of an error. What nobody foresaw could tell anything,
 * so the log has it, and the caller gets the id of that line.
 */
export function toPublicError(error: unknown, logger: LoggerService): Error {
  if (isDatabaseUnavailable(error)) return new DatabaseUnavailableError();
  if (isNeighbourDown(error)) return new NeighbourUnavailableError();
  if (isError(error) && isForeseen(error)) return error as Error;
  const id = randomBytes(8).toString('hex');
  const cause = isError(error) ? (error as Error) : new Error(String(error));
  logger.error(`Unexpected error ${id}`, cause);
  return new UnexpectedError(
    `Something went wrong; the log of the backend has the reason as error ${id}`,
  );
}

/** The last handler of the plugin's routers. */
export function errorBorder(logger: LoggerService): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const shown = toPublicError(error, logger);
    const isUnavailable =
      shown.name === 'ServiceUnavailableError' ||
      (shown as { statusCode?: number }).statusCode === 503;
    if (isUnavailable && !res.headersSent && !res.hasHeader('retry-after')) {
      res.setHeader('retry-after', RETRY_AFTER);
    }
    next(shown);
  };
}

/** Another plugin answered with a failure of its own, or not at all. */
function isNeighbourDown(error: unknown): boolean {
  if (!isError(error)) return false;
  const { name, message } = error;
  const status = Number(
    (error as { statusCode?: unknown }).statusCode ??
      (error as { response?: { status?: unknown } }).response?.status,
  );
  return (
    (name === 'ResponseError' && status >= 500) ||
    (name === 'TypeError' && message === 'fetch failed')
  );
}

function isForeseen(error: Error): boolean {
  const { statusCode, status } = error as Error & Record<string, unknown>;
  const stated = statusCode ?? status;
  return (
    NAMED.has(error.name) || (typeof stated === 'number' && stated !== 500)
  );
}
