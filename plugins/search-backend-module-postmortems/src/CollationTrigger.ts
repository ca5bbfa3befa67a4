import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { setTimeout } from 'node:timers/promises';

/** Delay before a refused trigger is repeated, in milliseconds. */
const RETRY_DELAY_MS = 2000;

/**
 * Runs a scheduled task before it is due.
 *
 * The scheduler refuses a trigger while the task runs on any replica. That run
 * may have read the data before the change, so the trigger is repeated until the
 * scheduler accepts it. Requests in the meantime share the run that follows.
 *
 * Requests are kept in memory and end with the process. A failed run is not
 * repeated before it is due.
 */
export class CollationTrigger {
  readonly #scheduler: Pick<SchedulerService, 'triggerTask'>;
  readonly #logger: LoggerService;
  readonly #taskId: string;
  readonly #shutdown = new AbortController();
  #requested = false;
  #isTriggering = false;

  constructor(options: {
    scheduler: Pick<SchedulerService, 'triggerTask'>;
    lifecycle: Pick<LifecycleService, 'addShutdownHook'>;
    logger: LoggerService;
    taskId: string;
  }) {
    this.#scheduler = options.scheduler;
    this.#logger = options.logger;
    this.#taskId = options.taskId;
    options.lifecycle.addShutdownHook(() => this.#shutdown.abort());
  }

  /**
   * Does not wait for the run, because the publisher of an event waits for its
   * subscribers.
   */
  request(): void {
    this.#requested = true;
    if (!this.#isTriggering) void this.#triggerUntilAccepted();
  }

  async #triggerUntilAccepted(): Promise<void> {
    this.#isTriggering = true;
    while (this.#requested && !this.#shutdown.signal.aborted) {
      this.#requested = false;
      if (!(await this.#trigger())) {
        this.#requested = true;
        await this.#pause();
      }
    }
    this.#isTriggering = false;
  }

  /** Whether the trigger needs no repeating. */
  async #trigger(): Promise<boolean> {
    try {
      await this.#scheduler.triggerTask(this.#taskId);
      return true;
    } catch (error) {
      const { name, message } = error as Error;
      // Not scheduled yet: the first run follows when search has started
      if (name === 'NotFoundError') {
        this.#logger.warn(`${this.#taskId} is not scheduled: ${message}`);
        return true;
      }
      if (name !== 'ConflictError') {
        this.#logger.warn(`${this.#taskId} was not triggered: ${message}`);
      }
      return false;
    }
  }

  async #pause(): Promise<void> {
    await setTimeout(RETRY_DELAY_MS, undefined, {
      signal: this.#shutdown.signal,
      ref: false,
    }).catch(() => undefined);
  }
}
