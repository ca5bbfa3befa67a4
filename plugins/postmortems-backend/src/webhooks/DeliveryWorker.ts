import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { unlessAborted, type WorkInProgress } from '../platform/WorkInProgress';
import { maskError } from '../secrets';
import type { SourceMonitor } from '../sources';
import { nextWait } from './attempts';
import type { Delivery, DeliveryKind, DeliveryStore } from './DeliveryStore';

/** After this time another replica may claim a delivery, in seconds. */
const LEASE_SECONDS = 45;
const RENEW_MS = 15_000;

type Claimed = Delivery & { leaseToken: string };

/**
 * Processes deliveries side by side, those of one order key one after the
 * other. Replicas share the work: each delivery is claimed by one of them, and
 * by another one when its lease runs out.
 */
export class DeliveryWorker {
  readonly #deliveries: DeliveryStore;
  readonly #kind: DeliveryKind;
  readonly #concurrency: number;
  readonly #mostOfSource: number;
  readonly #process: (delivery: Delivery) => Promise<void>;
  readonly #logger: LoggerService;
  readonly #work: WorkInProgress;
  readonly #monitor: Pick<SourceMonitor, 'attempted'> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #wake = () => {};

  constructor(options: {
    deliveries: DeliveryStore;
    kind: DeliveryKind;
    /** Deliveries in process at once. */
    concurrency: number;
    /** And of one source. Default: all of them. */
    mostOfSource?: number;
    process: (delivery: Delivery) => Promise<void>;
    logger: LoggerService;
    work: WorkInProgress;
    /** Told how attempts ended. */
    monitor?: Pick<SourceMonitor, 'attempted'>;
  }) {
    this.#deliveries = options.deliveries;
    this.#kind = options.kind;
    this.#concurrency = options.concurrency;
    this.#mostOfSource = options.mostOfSource ?? options.concurrency;
    this.#process = options.process;
    this.#logger = options.logger;
    this.#work = options.work;
    this.#monitor = options.monitor;
  }

  /** Runs until nothing is due. A call during a run extends it. */
  async run(): Promise<void> {
    this.#again = true;
    this.#wake();
    this.#running ??= this.#processDue().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #processDue(): Promise<void> {
    const inProcess = new Set<Promise<void>>();
    const ofSource = new Map<string, number>();
    const count = (sourceId: string, by: 1 | -1) =>
      ofSource.set(sourceId, (ofSource.get(sourceId) ?? 0) + by);
    while (this.#again || inProcess.size > 0) {
      this.#again = false;
      const woken = new Promise<void>(resolve => {
        this.#wake = resolve;
      });
      const free = this.#work.ending.aborted
        ? 0
        : this.#concurrency - inProcess.size;
      const claimed =
        free > 0
          ? await this.#deliveries.claim({
              limit: free,
              leaseSeconds: LEASE_SECONDS,
              kind: this.#kind,
              share: { most: this.#mostOfSource, inProcess: ofSource },
              onGivenUp: ({ deliveryId, sourceId }) => {
                this.#monitor?.attempted(
                  { sourceId, kind: this.#kind },
                  { outcome: 'dead' },
                );
                this.#logger.error(
                  `The ${
                    this.#kind
                  } ${deliveryId} of ${sourceId} was given up: the process ended while it was being processed`,
                );
              },
            })
          : [];
      for (const delivery of claimed) {
        const { sourceId } = delivery;
        count(sourceId, 1);
        const attempt = this.#work
          .run(() => this.#attempt(delivery))
          .finally(() => {
            inProcess.delete(attempt);
            count(sourceId, -1);
            // The next one of its order key may be due
            this.#again = true;
          });
        inProcess.add(attempt);
      }
      if (inProcess.size > 0 && !this.#again) {
        await Promise.race([woken, ...inProcess]);
      }
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

  /** Never throws. */
  async #attempt(delivery: Claimed): Promise<void> {
    const { leaseToken, sourceId, receivedAt } = delivery;
    const begun = Date.now();
    const durationMs = () => Date.now() - begun;
    const renewal = setInterval(() => {
      this.#deliveries
        .renew({ leaseToken, leaseSeconds: LEASE_SECONDS })
        .catch(error => this.#logger.warn('A lease was not renewed', error));
    }, RENEW_MS).unref();
    try {
      await unlessAborted(this.#work.stopping, this.#process(delivery));
      // Another replica may have it by now, and counts it
      if (await this.#deliveries.complete({ leaseToken })) {
        this.#monitor?.attempted(
          { sourceId, kind: this.#kind },
          {
            outcome: 'done',
            durationMs: durationMs(),
            lagMs: Math.max(0, Date.now() - receivedAt.getTime()),
          },
        );
      }
    } catch (error) {
      const recorded = this.#work.stopping.aborted
        ? this.#deliveries.handBack({ leaseToken })
        : this.#fail(delivery, toError(error), durationMs());
      await recorded.catch(problem => {
        // Its lease runs out, and it is tried again
        this.#logger.error('A failed delivery was not recorded', problem);
      });
    } finally {
      clearInterval(renewal);
    }
  }

  async #fail(
    delivery: Claimed,
    error: Error,
    durationMs: number,
  ): Promise<void> {
    const { leaseToken, sourceId, deliveryId, attempts } = delivery;
    const message = maskError(error).message;
    const wait = nextWait(attempts);
    this.#logger.warn(
      `The ${
        this.#kind
      } ${deliveryId} of ${sourceId} failed (attempt ${attempts}, ${
        wait ? 'will be tried again' : 'given up'
      }): ${message}`,
    );
    const isRecorded = await this.#deliveries.fail({
      leaseToken,
      error: message.slice(0, 2000),
      ...(wait && { retryInMs: wait }),
    });
    if (!isRecorded) return;
    this.#monitor?.attempted(
      { sourceId, kind: this.#kind },
      { outcome: wait ? 'failed' : 'dead', durationMs },
    );
    if (wait) this.#runAfter(wait);
  }
}
