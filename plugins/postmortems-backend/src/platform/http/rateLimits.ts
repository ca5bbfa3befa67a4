import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { callerNameOf } from './callerName';

const MINUTE_MS = 60_000;
/** Calls of one address to one webhook with a wrong secret, a minute. */
const REFUSED_WEBHOOKS = 60;

class TooManyRequestsError extends CustomErrorBase {
  readonly name = 'TooManyRequestsError';
  /** Read by Backstage's error handling. */
  readonly statusCode: number;

  constructor(statusCode: number) {
    super('Too many calls in the last minute; see Retry-After');
    this.statusCode = statusCode;
  }
}

export type RateLimits = {
  /** Calls of one person to one route. */
  userCallsPerMinute: number;
  /** Calls of one machine to one route. */
  machineCallsPerMinute: number;
  /** Calls of one address to one webhook. */
  webhooksPerMinute: number;
};

/** Limits the calls of each caller to each route of the API. */
export function limitApi(options: {
  limits: RateLimits;
  httpAuth: HttpAuthService;
}): RequestHandler {
  const { limits, httpAuth } = options;
  return perMinute({
    statusCode: () => 429,
    limit: async req => {
      const { isMachine } = await callerNameOf(httpAuth, req);
      return isMachine
        ? limits.machineCallsPerMinute
        : limits.userCallsPerMinute;
    },
    keyOf: async req => {
      const { name } = await callerNameOf(httpAuth, req);
      return `${name ?? addressOf(req)} ${routeOf(req)}`;
    },
  });
}

/** What the headers of a webhook call tell of who sends it. */
export type SenderCheck = 'verified' | 'refused' | 'unknown';

/**
 * Limits calls of webhooks. Those with the right secret have a budget of their
 * own, which strangers cannot use up. Above it the answer is 503, because
 * senders try again after it, and not after 429.
 */
export function limitWebhooks(options: {
  limits: RateLimits;
  check: (req: Request) => SenderCheck;
}): RequestHandler {
  const { limits, check } = options;
  const isRefused = (req: Request) => check(req) === 'refused';
  return perMinute({
    statusCode: req => (isRefused(req) ? 429 : 503),
    limit: async req =>
      isRefused(req) ? REFUSED_WEBHOOKS : limits.webhooksPerMinute,
    keyOf: async req => {
      const found = check(req);
      const sender = found === 'verified' ? '' : addressOf(req);
      return [String(req.params.source).slice(0, 64), found, sender].join(' ');
    },
  });
}

function perMinute(options: {
  statusCode: (req: Request) => number;
  limit: (req: Request) => Promise<number>;
  keyOf: (req: Request) => Promise<string>;
}): RequestHandler {
  const { statusCode, limit, keyOf } = options;
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    keyGenerator: keyOf,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Backstage decides on proxies; the library's advice is for bare Express
    validate: false,
    handler: (req, _res, next) =>
      next(new TooManyRequestsError(statusCode(req))),
  });
}

function addressOf(req: Request): string {
  return req.ip ? ipKeyGenerator(req.ip) : 'unknown';
}

/** Method and path without what names one thing: `GET /incidents/*`. */
function routeOf(req: Request): string {
  const parts = req.path.split('/').filter(Boolean).slice(0, 6);
  const names = parts.map((part, index) => (index % 2 === 0 ? part : '*'));
  return `${req.method} /${names.join('/')}`;
}
