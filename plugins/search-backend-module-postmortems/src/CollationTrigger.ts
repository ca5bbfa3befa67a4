import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { setTimeout } from 'node:timers/promises';

/** How long to wait before a collation is asked for again, in milliseconds. */
const RETRY_AFTER_MS = 2000;

/**
 * Has a scheduled task run now, although it is due later.
 *
 * The scheduler refuses while the task runs, on whichever replica. That run may have read what changed before it changed, so the
 * trigger is repeated until the scheduler accepts it, and a run that begins after the request follows. Requests that come in the
 * meantime share this run.
 *
 * A request is held in memory: it is lost when the process ends before the scheduler accepts it. A run that fails is not repeated
 * before it is due.
 */
export class CollationTrigger {
  readonly #scheduler: Pick<SchedulerService, 'triggerTask'>;
  readonly #logger: LoggerService;
  readonly #taskId: string;
  readonly #shutdown = new AbortController();
  #requested = false;
  #asking = false;

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

  /** Returns at once: whoever published the event waits for its subscribers. */
  request(): void {
    this.#requested = true;
    if (!this.#asking) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    while (this.#requested && !this.#shutdown.signal.aborted) {
      this.#requested = false;
      if (!(await this.#trigger())) {
        this.#requested = true;
        await this.#pause();
      }
    }
    this.#asking = false;
  }

  /** Whether a run is going to begin. */
  async #trigger(): Promise<boolean> {
    try {
      await this.#scheduler.triggerTask(this.#taskId);
      return true;
    } catch (error) {
      const { name, message } = error as Error;
      // Not scheduled yet: the first run comes when search has started
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
    await setTimeout(RETRY_AFTER_MS, undefined, {
      signal: this.#shutdown.signal,
      ref: false,
    }).catch(() => undefined);
  }
}
