import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  EvidenceSource,
  IncidentAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import { maskText } from '../secrets';
import type { Delivery, DeliveryStore } from './DeliveryStore';

/** Deliveries taken at once. */
const BATCH = 10;
/** After this time another replica may claim a delivery, in seconds. */
const LEASE_SECONDS = 300;
/** Attempts before a delivery becomes a dead letter. */
const MAX_ATTEMPTS = 10;
/**
 * Wait after the first failure, in milliseconds; doubled with each further one.
 */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60 * 60 * 1000;

/**
 * Processes deliveries. Replicas share the work: each delivery is claimed by
 * one of them, and by another one when its lease runs out.
 */
export class DeliveryWorker {
  readonly #deliveries: DeliveryStore;
  readonly #sources: ReadonlyMap<string, EvidenceSource>;
  readonly #accessFor: (sourceId: string) => IncidentAccess;
  readonly #logger: LoggerService;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: {
    deliveries: DeliveryStore;
    sources: ReadonlyMap<string, EvidenceSource>;
    accessFor: (sourceId: string) => IncidentAccess;
    logger: LoggerService;
  }) {
    this.#deliveries = options.deliveries;
    this.#sources = options.sources;
    this.#accessFor = options.accessFor;
    this.#logger = options.logger;
  }

  /** Runs until nothing is due. A call during a run extends it. */
  async run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#processDue().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #processDue(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const deliveries = await this.#deliveries.claim({
        limit: BATCH,
        leaseSeconds: LEASE_SECONDS,
      });
      if (deliveries.length > 0) this.#again = true;
      // In order: notifications of one group build on each other
      for (const delivery of deliveries) await this.#process(delivery);
    }
  }

  /** Earlier than the schedule, which remains for when this replica is gone. */
  #runAfter(wait: number): void {
    setTimeout(() => {
      this.run().catch(error => {
        this.#logger.error('Deliveries could not be processed', error);
      });
    }, wait).unref();
  }

  async #process(delivery: Delivery & { leaseToken: string }): Promise<void> {
    const { leaseToken, sourceId, deliveryId, receivedAt, body } = delivery;
    try {
      const webhook = this.#sources.get(sourceId)?.webhook;
      if (!webhook) throw new Error(`The source ${sourceId} is not installed`);
      await webhook.process(
        { id: deliveryId, receivedAt, body },
        this.#accessFor(sourceId),
      );
      await this.#deliveries.complete({ leaseToken });
    } catch (error) {
      const wait = nextWait(delivery.attempts);
      const retryAt = wait && new Date(Date.now() + wait);
      const message = maskText(toError(error).message);
      this.#logger.warn(
        `Delivery ${deliveryId} of ${sourceId} failed (attempt ${
          delivery.attempts
        }, ${retryAt ? 'will be tried again' : 'given up'}): ${message}`,
      );
      await this.#deliveries.fail({
        leaseToken,
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
