import { randomUUID } from 'node:crypto';
import type { Entry, Ledger, Wanted } from './Ledger';
import type { Random } from './random';
import type { Replica } from './Replica';

const TIMEOUT_MS = 20_000;
/** Sent again at most this often, where a repetition may be refused. */
const FEW = 6;
const PAUSE_MS = 300;

export type Answer = { status: number; body: any; mayRetry: boolean };

/** A call as it is sent. */
export type Request = {
  method: string;
  /** Below `/api/postmortems`. */
  path: string;
  body?: object | string;
  authorization: string;
  /** The same when it is sent again. */
  idempotencyKey?: string;
};

/** How often a call is sent again while it is not known whether it was heard. */
export type Repetition = 'once' | 'few' | 'until acknowledged';

/** What all callers have sent and got. */
export class Figures {
  calls = 0;
  acknowledged = 0;
  unanswered = 0;
  /** Calls that were refused when they were repeated after a lost answer. */
  refusedRepeats = 0;
  /** Answers with a part of a statement of SQL. */
  withSql = 0;
  /** Answers that are no success, by status. */
  readonly statuses = new Map<string, number>();
}

/** Calls replicas as a client behind a load balancer does. */
export class Caller {
  readonly #replicas: readonly Replica[];
  readonly #ledger: Ledger;
  readonly #figures: Figures;
  readonly #random: Random;

  constructor(options: {
    replicas: readonly Replica[];
    ledger: Ledger;
    figures: Figures;
    random: Random;
  }) {
    this.#replicas = options.replicas;
    this.#ledger = options.ledger;
    this.#figures = options.figures;
    this.#random = options.random;
  }

  /** Sends what the ledger keeps. `undefined` unless it was acknowledged. */
  async write(
    wanted: Wanted,
    request: Request,
    repetition: Repetition,
  ): Promise<any> {
    const entry = this.#ledger.begin(wanted);
    const sent = { ...request, idempotencyKey: randomUUID() };
    const limit = { once: 1, few: FEW, 'until acknowledged': Infinity };
    for (let times = 1; ; times += 1) {
      entry.repeated = times > 1;
      const answer = await this.#send(sent);
      if (answer && answer.status < 300) {
        this.#ledger.end(entry, 'acknowledged', String(answer.status));
        return answer.body;
      }
      if (answer && isRefusal(answer)) return this.#refused(entry, answer);
      if (times >= limit[repetition]) {
        this.#ledger.end(entry, 'unknown', String(answer?.status ?? 'none'));
        return undefined;
      }
      await pause();
    }
  }

  /** Until it is answered. */
  async read(request: Omit<Request, 'method'>): Promise<any> {
    for (;;) {
      const answer = await this.#send({ ...request, method: 'GET' });
      if (answer && answer.status < 300) return answer.body;
      if (answer && isRefusal(answer)) return undefined;
      await pause();
    }
  }

  #refused(entry: Entry, { status, body }: Answer): undefined {
    if (entry.repeated) this.#figures.refusedRepeats += 1;
    this.#ledger.end(
      entry,
      entry.repeated ? 'unknown' : 'refused',
      `${status} ${body?.error?.message ?? ''}`.slice(0, 300),
    );
  }

  async #send(request: Request): Promise<Answer | undefined> {
    const replica = await this.#pick();
    const { method, path, body, authorization, idempotencyKey } = request;
    const figures = this.#figures;
    figures.calls += 1;
    try {
      const response = await fetch(`${replica.url}/api/postmortems${path}`, {
        method,
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
        },
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      const { status } = response;
      if (status < 300) figures.acknowledged += 1;
      else this.#note(status, text);
      const mayRetry = response.headers.has('retry-after');
      return { status, body: jsonOf(text), mayRetry };
    } catch {
      figures.unanswered += 1;
      return undefined;
    }
  }

  #note(status: number, text: string) {
    const { statuses } = this.#figures;
    statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    if (
      /\b(insert into|select .{1,300} from|update .{1,80} set)\b/i.test(text)
    ) {
      this.#figures.withSql += 1;
    }
  }

  /** A replica that says that it is ready. */
  async #pick(): Promise<Replica> {
    for (;;) {
      const ready = this.#replicas.filter(one => one.isReady);
      if (ready.length > 0) return this.#random.pick(ready);
      await pause();
    }
  }
}

/** Whether it certainly was not done. */
function isRefusal({ status, mayRetry }: Answer): boolean {
  // With that header another request with the same key is in progress
  return status >= 400 && status < 500 && !mayRetry;
}

function jsonOf(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function pause() {
  await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
}
