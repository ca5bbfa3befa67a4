import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  EvidenceSource,
  IncidentAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { InboxDelivery, InboxStore } from '../platform/database';

/** Deliveries taken at once. */
const BATCH = 10;
/** A replica that has not finished within this time is taken for dead, in seconds. */
const LEASE_SECONDS = 300;
/** Attempts before a delivery is kept with its error for a person to look at. */
const MAX_ATTEMPTS = 10;
/** Wait after the first failure, in milliseconds; doubled with each further one. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60 * 60 * 1000;

/**
 * Works off what webhooks have brought. Several replicas share the work: each delivery is claimed by one of them, and taken
 * over when that one does not come back.
 */
export class InboxWorker {
  readonly #inbox: InboxStore;
  readonly #sources: ReadonlyMap<string, EvidenceSource>;
  readonly #accessFor: (sourceId: string) => IncidentAccess;
  readonly #logger: LoggerService;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: {
    inbox: InboxStore;
    sources: ReadonlyMap<string, EvidenceSource>;
    accessFor: (sourceId: string) => IncidentAccess;
    logger: LoggerService;
  }) {
    this.#inbox = options.inbox;
    this.#sources = options.sources;
    this.#accessFor = options.accessFor;
    this.#logger = options.logger;
  }

  /** Works until nothing is due. One run at a time; what comes in meanwhile is part of it. */
  async run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#workOff().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #workOff(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const deliveries = await this.#inbox.claim({
        limit: BATCH,
        leaseSeconds: LEASE_SECONDS,
      });
      if (deliveries.length > 0) this.#again = true;
      // One after the other: notifications of one group build on each other
      for (const delivery of deliveries) await this.#process(delivery);
    }
  }

  /** The schedule would find it as well, only later; and does when this replica is gone by then. */
  #runAfter(wait: number): void {
    setTimeout(() => {
      this.run().catch(error => {
        this.#logger.error('Deliveries could not be worked off', error);
      });
    }, wait).unref();
  }

  async #process(delivery: InboxDelivery & { ticket: string }): Promise<void> {
    const { ticket, sourceId, deliveryId, receivedAt, body } = delivery;
    try {
      const webhook = this.#sources.get(sourceId)?.webhook;
      if (!webhook) throw new Error(`The source ${sourceId} is not installed`);
      await webhook.process(
        { id: deliveryId, receivedAt, body },
        this.#accessFor(sourceId),
      );
      await this.#inbox.complete({ ticket });
    } catch (error) {
      const wait = nextWait(delivery.attempts);
      const retryAt = wait && new Date(Date.now() + wait);
      const { message } = toError(error);
      this.#logger.warn(
        `Delivery ${deliveryId} of ${sourceId} failed (attempt ${
          delivery.attempts
        }, ${retryAt ? 'will be tried again' : 'given up'}): ${message}`,
      );
      await this.#inbox.fail({
        ticket,
        error: message.slice(0, 2000),
        ...(retryAt && { retryAt }),
      });
      if (wait) this.#runAfter(wait);
    }
  }
}

/** Milliseconds until the next attempt; `undefined` when there is none. */
function nextWait(attempts: number): number | undefined {
  return attempts < MAX_ATTEMPTS
    ? Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS)
    : undefined;
}
