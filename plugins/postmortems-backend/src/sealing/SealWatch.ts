import type {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import type { WorkInProgress } from '../platform/WorkInProgress';
import { readAnchors, writeAnchor } from './anchors';
import type { SealAlarm } from './SealAlarm';
import type { SealChain } from './SealChain';
import type { Anchor, ChainReport, SealChecker } from './SealChecker';

/** Problems that are logged one by one. */
const MAX_LOGGED = 20;

type SealWatchOptions = {
  chain: SealChain;
  checker: Pick<SealChecker, 'check' | 'head'>;
  alarm: Pick<SealAlarm, 'tell'>;
  logger: LoggerService;
  publish: (event: PostmortemsEvent) => Promise<void>;
  /** Where the last entry is noted outside of the database. */
  anchorFile?: string;
};

/** Notes the end of the chain outside of the database, and checks everything that was sealed. */
export class SealWatch {
  readonly #options: SealWatchOptions;
  #noted: Anchor | undefined;

  static async start(
    options: Omit<SealWatchOptions, 'anchorFile'> & {
      config: RootConfigService;
      scheduler: SchedulerService;
      work: WorkInProgress;
    },
  ): Promise<SealWatch> {
    const { config, scheduler, work } = options;
    const watch = new SealWatch({
      ...options,
      anchorFile: config.getOptionalString('postmortems.sealing.anchorFile'),
    });
    // Each replica notes it: an administrator of the database has the logs of none
    await scheduler.scheduleTask({
      id: 'postmortems-seal-anchor',
      scope: 'local',
      frequency: { minutes: 1 },
      timeout: { minutes: 1 },
      fn: work.task(() => watch.noteHead()),
    });
    await scheduler.scheduleTask({
      id: 'postmortems-seal-check',
      scope: 'global',
      frequency: { hours: 24 },
      initialDelay: { minutes: 5 },
      timeout: { hours: 2 },
      fn: work.task(signal => watch.check(signal)),
    });
    return watch;
  }

  constructor(options: SealWatchOptions) {
    this.#options = options;
  }

  /** Nothing when it has not changed since it was noted last. */
  async noteHead(): Promise<void> {
    const { anchorFile, checker, logger, publish } = this.#options;
    const head = await checker.head();
    if (!head || head.hash === this.#noted?.hash) return;
    const { sequence, hash } = head;
    logger.info(`The chain of seals is at entry ${sequence}, ${hash}`, {
      sequence,
      hash,
    });
    if (anchorFile) await writeAnchor(anchorFile, head);
    await publish({ type: 'seal.anchor', sequence, hash });
    this.#noted = head;
  }

  /** Logs and publishes what is not as it was sealed. */
  async check(signal?: AbortSignal): Promise<ChainReport> {
    const { alarm, anchorFile, chain, checker, logger, publish } =
      this.#options;
    let anchors: Anchor[] = [];
    try {
      if (anchorFile) anchors = await readAnchors(anchorFile);
    } catch (error) {
      logger.error(
        'The anchors of the seals were not compared',
        toError(error),
      );
    }
    const report = await checker.check({ anchors, signal });
    const { problems, entries, signed } = report;
    if (problems.length === 0) {
      const unsigned = chain.keys.canSign
        ? ''
        : ', no key to sign is configured';
      const without = anchors.length > 0 ? '' : ', without an anchor';
      logger.info(
        `All seals are intact: ${entries} entries, ${signed} signed${unsigned}${without}`,
      );
    }
    for (const { message } of problems.slice(0, MAX_LOGGED)) {
      logger.error(`Not as it was sealed: ${message}`);
    }
    if (problems.length > MAX_LOGGED) {
      logger.error(`${problems.length - MAX_LOGGED} more are not as sealed`);
    }
    for (const incidentKey of new Set(
      problems.flatMap(one => one.incidentKey ?? []),
    )) {
      await publish({ type: 'seal.broken', incidentKey });
    }
    await alarm.tell(problems);
    return report;
  }
}
