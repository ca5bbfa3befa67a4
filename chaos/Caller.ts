import { randomUUID } from 'node:crypto';
import type { Findings } from './check/Findings';
import type { Entry, Ledger, Wanted } from './Ledger';
import type { Patience } from './Patience';
import type { Random } from './random';
import type { Replica } from './Replica';

const TIMEOUT_MS = 20_000;
const PAUSE_MS = 300;
/** How many give up at first, and send again at once while it may still be done. */
const IMPATIENT = 0.08;
const IMPATIENT_MS = 400;
/** How many send again what is acknowledged already. */
const DOUBTFUL = 0.1;
/** What nothing that others do can make impossible. */
const NEVER_REFUSED: readonly Wanted['what'][] = [
  ...(['incident', 'evidence', 'note', 'title'] as const),
  ...(['draft', 'action item', 'alerts'] as const),
];

export type Answer = {
  status: number;
  body: any;
  /** In milliseconds, where the answer has it. */
  retryAfterMs?: number;
};

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
  readonly #findings: Findings;
  readonly #patience: Patience;
  readonly #random: Random;
  readonly #hasKeys: boolean;

  constructor(options: {
    replicas: readonly Replica[];
    ledger: Ledger;
    figures: Figures;
    findings: Findings;
    patience: Patience;
    random: Random;
    /** Whether writes are sent with a key. */
    hasKeys?: boolean;
  }) {
    this.#replicas = options.replicas;
    this.#ledger = options.ledger;
    this.#figures = options.figures;
    this.#findings = options.findings;
    this.#patience = options.patience;
    this.#random = options.random;
    this.#hasKeys = options.hasKeys ?? true;
  }

  /**
   * Sends what the ledger keeps until it is acknowledged or refused. `undefined`
   * unless it was acknowledged.
   */
  async write(wanted: Wanted, request: Request): Promise<any> {
    const entry = this.#ledger.begin(wanted);
    const sent = this.#hasKeys
      ? { ...request, idempotencyKey: randomUUID() }
      : request;
    let withinMs = this.#random.chance(IMPATIENT)
      ? this.#random.integer(5, IMPATIENT_MS)
      : TIMEOUT_MS;
    for (;;) {
      const answer = await this.#send(sent, withinMs);
      if (answer && answer.status < 300) {
        this.#ledger.end(entry, 'acknowledged', String(answer.status));
        if (this.#hasKeys && this.#random.chance(DOUBTFUL)) {
          await this.#sendAnew(entry, sent, answer);
        }
        return answer.body;
      }
      if (answer && isDone(answer)) {
        this.#ledger.end(entry, 'acknowledged', 'done before');
        return undefined;
      }
      if (answer && isRefusal(answer)) return this.#refused(entry, answer);
      if (this.#patience.isOver(entry.sentAt)) {
        const { method, path } = request;
        const last = `${answer?.status ?? 'no answer'} at last`;
        this.#findings.neverAnswered.push(`${method} ${path}: ${last}`);
        this.#ledger.end(entry, 'unknown', 'never answered');
        return undefined;
      }
      entry.repeated = true;
      if (withinMs === TIMEOUT_MS) await pause(answer?.retryAfterMs);
      withinMs = TIMEOUT_MS;
    }
  }

  /** Until it is answered. */
  async read(request: Omit<Request, 'method'>): Promise<any> {
    const since = Date.now();
    for (;;) {
      const answer = await this.#send({ ...request, method: 'GET' });
      if (answer && answer.status < 300) return answer.body;
      if (answer && isRefusal(answer)) return undefined;
      if (this.#patience.isOver(since)) {
        this.#findings.neverAnswered.push(`GET ${request.path}`);
        return undefined;
      }
      await pause(answer?.retryAfterMs);
    }
  }

  /** What was acknowledged once is acknowledged again, whatever happened since. */
  async #sendAnew(entry: Entry, sent: Request, first: Answer): Promise<void> {
    const again = await this.#send(sent);
    if (!again || again.status >= 500 || again.retryAfterMs) return;
    if (isDone(again)) return;
    const { what } = entry.wanted;
    const idOf = ({ body }: Answer) => body?.id ?? body?.key;
    if (again.status >= 300 || idOf(again) !== idOf(first)) {
      this.#findings.refused.push(
        `${what} ${sent.path}, acknowledged as ${idOf(first)}: ${
          again.status
        } ${again.body?.error?.message ?? idOf(again)}`,
      );
    }
  }

  #refused(entry: Entry, { status, body }: Answer): undefined {
    const { what } = entry.wanted;
    const reason = `${status} ${body?.error?.message ?? ''}`.slice(0, 300);
    if (NEVER_REFUSED.includes(what)) {
      this.#findings.refused.push(`${JSON.stringify(entry.wanted)}: ${reason}`);
    }
    if (entry.repeated) {
      this.#figures.refusedRepeats += 1;
      entry.refusal = reason;
    }
    this.#ledger.end(entry, entry.repeated ? 'unknown' : 'refused', reason);
  }

  async #send(
    request: Request,
    withinMs = TIMEOUT_MS,
  ): Promise<Answer | undefined> {
    const replica = await this.#pick();
    const { method, path, body, authorization, idempotencyKey } = request;
    const figures = this.#figures;
    figures.calls += 1;
    replica.callsInFlight += 1;
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
        signal: AbortSignal.timeout(withinMs),
      });
      const text = await response.text();
      const { status } = response;
      if (status < 300) figures.acknowledged += 1;
      else this.#note(status, text);
      const seconds = response.headers.get('retry-after');
      return {
        status,
        body: jsonOf(text),
        ...(seconds !== null && { retryAfterMs: Number(seconds) * 1000 }),
      };
    } catch {
      figures.unanswered += 1;
      return undefined;
    } finally {
      replica.callsInFlight -= 1;
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

  /** A replica that says that it is ready; any one where none says so for long. */
  async #pick(): Promise<Replica> {
    for (const since = Date.now(); ; ) {
      const ready = this.#replicas.filter(one => one.isReady);
      if (ready.length > 0) return this.#random.pick(ready);
      if (this.#patience.isOver(since)) return this.#replicas[0];
      await pause();
    }
  }
}

/** Whether it says that the write stands, without the answer that it had. */
function isDone({ status, body }: Answer): boolean {
  return status === 409 && body?.error?.name === 'AlreadyDoneError';
}

/** Whether it certainly was not done. */
function isRefusal({ status, retryAfterMs }: Answer): boolean {
  // With that header another request with the same key is in progress
  return status >= 400 && status < 500 && retryAfterMs === undefined;
}

function jsonOf(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function pause(askedMs = 0) {
  await new Promise(resolve =>
    setTimeout(resolve, Math.max(PAUSE_MS, askedMs)),
  );
}
