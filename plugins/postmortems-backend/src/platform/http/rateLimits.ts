import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';
import type { Request, RequestHandler, Response } from 'express';
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
  /** Paths of all routes, as the description of the API has them. */
  paths: readonly string[];
}): RequestHandler {
  const { limits, httpAuth } = options;
  const routeOf = routeFinder([...options.paths, '/openapi.json']);
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
export type SenderCheck = {
  found: 'verified' | 'refused' | 'unknown';
  /** Absent when there is no such source. */
  sourceId?: string;
};

/**
 * Limits calls of webhooks. Those with the right secret have a budget of their
 * own, which strangers cannot use up. Above it the answer is 503, because
 * senders try again after it, and not after 429.
 */
export function limitWebhooks(options: {
  limits: RateLimits;
  check: (res: Response) => SenderCheck;
}): RequestHandler {
  const { limits, check } = options;
  const isRefused = (res: Response) => check(res).found === 'refused';
  return perMinute({
    statusCode: res => (isRefused(res) ? 429 : 503),
    limit: async (_req, res) =>
      isRefused(res) ? REFUSED_WEBHOOKS : limits.webhooksPerMinute,
    keyOf: async (req, res) => {
      const { found, sourceId = '' } = check(res);
      const sender = found === 'verified' ? '' : addressOf(req);
      return [sourceId, found, sender].join(' ');
    },
  });
}

function perMinute(options: {
  statusCode: (res: Response) => number;
  limit: (req: Request, res: Response) => Promise<number>;
  keyOf: (req: Request, res: Response) => Promise<string>;
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
    handler: (_req, res, next) =>
      next(new TooManyRequestsError(statusCode(res))),
  });
}

function addressOf(req: Request): string {
  return req.ip ? ipKeyGenerator(req.ip) : 'unknown';
}

/**
 * Finds the route of a request, as `GET /incidents/{key}`. All that is none is
 * one, because a name that a caller makes up must not be a new budget.
 */
function routeFinder(paths: readonly string[]): (req: Request) => string {
  const routes = paths.map(path => ({
    path,
    // As Express matches: in any case, with or without a slash at the end
    pattern: new RegExp(
      `^${path.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}/?$`,
      'i',
    ),
  }));
  return req => {
    const route = routes.find(({ pattern }) => pattern.test(req.path));
    return route ? `${req.method} ${route.path}` : 'no route';
  };
}
