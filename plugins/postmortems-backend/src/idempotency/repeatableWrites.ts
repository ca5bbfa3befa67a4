import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CustomErrorBase, InputError } from '@backstage/errors';
import type {
  ErrorRequestHandler,
  Request,
  RequestHandler,
  Response,
} from 'express';
import type { Knex } from 'knex';
import { type KeyedWrite, runKeyedWrite } from '../platform/audit';
import { sha256 } from '../platform/hashing';
import { callerNameOf } from '../platform/http/callerName';
import { type IdempotencyStore, RENEW_MS } from './IdempotencyStore';

const HEADER = 'idempotency-key';
const VALID_KEY = /^[\x21-\x7e]{1,255}$/;
/** These change nothing: the latter are questions that are sent with POST. */
const READS =
  /^(?:GET|HEAD|OPTIONS)|^POST (?:.*\/claims\/verify|\/erasures\/preview)\/?$/;
/** These write in steps, and find by its name what they made: done again they go on. */
const GO_ON =
  /^POST \/incidents(?:\/reassign|\/[^/]+\/(?:evidence|traces|postmortems))?\/?$/;

/** The first request with this key goes on. By its name clients tell it from conflicts. */
class InProgressError extends CustomErrorBase {
  readonly name = 'RequestInProgressError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 409;

  constructor() {
    super(
      'A request with this Idempotency-Key is in progress; send it again later',
    );
  }
}

class ReusedKeyError extends CustomErrorBase {
  readonly name = 'IdempotencyKeyError';
  readonly statusCode = 422;
}

/** What the write made is there to be read. By its name clients tell it from conflicts. */
class AlreadyDoneError extends CustomErrorBase {
  readonly name = 'AlreadyDoneError';
  readonly statusCode = 409;

  constructor(readonly incidentKey: string | undefined) {
    super(
      `The write with this Idempotency-Key was done and is not done again, but its answer is not kept; read ${
        incidentKey === undefined
          ? 'what it was about'
          : `what there is of incident '${incidentKey}'`
      }`,
    );
  }
}

type Settle = {
  release(): Promise<void>;
  /** Of a write that was done, which cannot be answered anew. */
  refusal?: Error;
};

/** What a write that was done meets when it is handled again. */
const STANDS_IN_THE_WAY = ['ConflictError', 'InputError', 'NotFoundError'];

/**
 * Answers a write that is sent again with the same `Idempotency-Key` as it was
 * answered first, without doing it again. That it was done is kept in the
 * transaction of the write, so that nothing in between can make it be done twice. One
 * without a kept answer is handled again without changing anything, so that what
 * stands as it was sent is answered. A write that failed is tried anew.
 */
export function repeatableWrites(options: {
  store: IdempotencyStore;
  httpAuth: HttpAuthService;
  logger: LoggerService;
}): RequestHandler {
  const { store, httpAuth, logger } = options;
  const handle = async (
    req: Request,
    res: Response,
    next: () => void,
  ): Promise<void> => {
    const key = req.get(HEADER);
    const route = `${req.method} ${req.path}`;
    if (key === undefined || READS.test(route)) return next();
    if (!VALID_KEY.test(key)) {
      throw new InputError(
        'Idempotency-Key must be 1 to 255 visible ASCII characters',
      );
    }
    const { name } = await callerNameOf(httpAuth, req);
    if (name === undefined) return next();
    const begun = await store.begin({
      caller: name.toLocaleLowerCase('en-US'),
      key,
      requestHash: hashOf(req),
    });
    switch (begun.outcome) {
      case 'answered':
        res
          .status(begun.status)
          .set('idempotency-replayed', 'true')
          .type('application/json')
          .send(begun.body);
        return undefined;
      case 'other':
        throw new ReusedKeyError(
          'This Idempotency-Key was sent with another request; use a new one for each',
        );
      case 'busy':
        res.setHeader('retry-after', String(begun.seconds));
        throw new InProgressError();
      default: {
        const { leaseToken } = begun;
        const refusal =
          begun.outcome === 'done' && !GO_ON.test(route)
            ? new AlreadyDoneError(begun.incidentKey)
            : undefined;
        return runKeyedWrite(
          keepAnswer({ res, store, logger, leaseToken, refusal }),
          next,
        );
      }
    }
  };
  return (req, res, next) => {
    handle(req, res, next).catch(next);
  };
}

/** Follows the routes: a write that failed may be sent again with its key. */
export const releaseFailedWrite: ErrorRequestHandler = (
  error,
  _req,
  res,
  next,
) => {
  const { write } = res.locals as { write?: Settle };
  if (!write) {
    next(error);
    return;
  }
  const { refusal } = write;
  const isOfRepeat = refusal && STANDS_IN_THE_WAY.includes(error.name);
  write.release().then(() => next(isOfRepeat ? refusal : error));
};

/**
 * Stores the answer of a route before it is sent, so that it can be lost on its way.
 * Returns what marks the write as done.
 */
function keepAnswer(options: {
  res: Response;
  store: IdempotencyStore;
  logger: LoggerService;
  leaseToken: string;
  /** Of a write that was done: what already stands is answered, nothing is changed. */
  refusal: Error | undefined;
}): KeyedWrite {
  const { res, store, logger, leaseToken, refusal } = options;
  const warn = (error: Error) =>
    logger.warn('The answer of a repeatable write was not kept', error);
  let markedIn: Knex.Transaction | undefined;
  let isRenewing = false;
  const renew = async () => {
    // A transaction that has marked the row would be waited for
    if (isRenewing || (markedIn && !markedIn.isCompleted())) return;
    isRenewing = true;
    await store.renew({ leaseToken }).catch(warn);
    isRenewing = false;
  };
  const renewal = setInterval(renew, RENEW_MS).unref();
  let isSettled = false;
  const settle = async (work: () => Promise<void>) => {
    if (isSettled) return;
    isSettled = true;
    clearInterval(renewal);
    await work().catch(warn);
  };
  const release = () => settle(() => store.release({ leaseToken }));
  (res.locals as { write?: Settle }).write = { release, refusal };
  // A route that nobody has
  res.once('finish', release);

  const send = res.json.bind(res);
  res.json = (answer: unknown) => {
    const { statusCode: status } = res;
    const body = JSON.stringify(answer);
    settle(() =>
      status < 300
        ? store.answer({ leaseToken, status, body })
        : store.release({ leaseToken }),
    ).then(() => send(answer));
    return res;
  };
  return {
    markDone: async (tx, incidentKey) => {
      // Nothing that goes on after the answer is part of it
      if (isSettled || tx === markedIn) return;
      if (refusal) throw refusal;
      markedIn = tx;
      const isMine = await store.markDone(tx, { leaseToken, incidentKey });
      if (!isMine && !isSettled) throw new InProgressError();
    },
  };
}

function hashOf(req: Request): string {
  const { method, baseUrl, path, query, body = null } = req;
  const sent = Buffer.isBuffer(body) ? sha256(body) : JSON.stringify(body);
  const asked = Object.keys(query).length > 0 ? JSON.stringify(query) : '';
  return sha256(`${method} ${baseUrl}${path}${asked}\n${sent}`);
}
