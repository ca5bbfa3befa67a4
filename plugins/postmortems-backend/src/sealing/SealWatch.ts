import type {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import type { WorkInProgress } from '../platform/WorkInProgress';
import { readAnchors, requireWritable, writeAnchor } from './anchors';
import type { SealAlarm } from './SealAlarm';
import type { SealChain } from './SealChain';
import type {
  Anchor,
  ChainProblem,
  ChainReport,
  SealChecker,
} from './SealChecker';
import { unsignedAdvice } from './unsignedAdvice';

/** Problems that are logged, and published of an incident, one by one. */
const MAX_LOGGED = 20;

type SealWatchOptions = {
  chain: SealChain;
  checker: Pick<SealChecker, 'check' | 'compare' | 'head'>;
  alarm: Pick<SealAlarm, 'tell'>;
  logger: LoggerService;
  publish: (event: PostmortemsEvent) => Promise<void>;
  /** Where the last entry is noted outside of the database. */
  anchorFile?: string;
};

/** Notes the end of the chain outside of the database, and checks everything that was sealed. */
export class SealWatch {
  readonly #options: SealWatchOptions;
  /** Logged and published last. */
  #noted: Anchor | undefined;
  /** Added to the file last. */
  #written: Anchor | undefined;
  /** Hash of an end of the chain that does not follow from what was noted. */
  #refused: string | undefined;

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
    await watch.#tryFile();
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

  /**
   * Nothing when it has not changed since it was noted last. An end that does not
   * follow from what was noted is not noted, so that the file keeps what finds it.
   */
  async noteHead(): Promise<void> {
    const { alarm, anchorFile, checker, logger } = this.#options;
    const head = await checker.head();
    const isNoted = head?.hash === this.#noted?.hash;
    const isWritten = !anchorFile || head?.hash === this.#written?.hash;
    if (isNoted && isWritten) return;
    if (this.#refused === (head?.hash ?? '')) return;
    const { anchors, problems } = await this.#anchors();
    // After the file, since other replicas may have added what came after this end
    problems.push(...(await checker.compare(anchors)));
    if (problems.length > 0) {
      this.#refused = head?.hash ?? '';
      for (const { message } of problems.slice(0, MAX_LOGGED)) {
        logger.error(`Not as it was sealed: ${message}`);
      }
      await this.#publish(problems);
      await alarm.tell(problems, { isPart: true });
      return;
    }
    if (head) await this.#note(head);
  }

  async #note(head: Anchor): Promise<void> {
    const { anchorFile, logger, publish } = this.#options;
    const { sequence, hash } = head;
    if (hash !== this.#noted?.hash) {
      logger.info(`The chain of seals is at entry ${sequence}, ${hash}`, {
        sequence,
        hash,
      });
      await publish({ type: 'seal.anchor', sequence, hash });
      this.#noted = head;
    }
    if (!anchorFile) return;
    try {
      await writeAnchor(anchorFile, head);
      this.#written = head;
    } catch (error) {
      this.#logUnwritten(error);
    }
  }

  /** Says at the start that anchors cannot be kept, not at the first seal. */
  async #tryFile(): Promise<void> {
    const { anchorFile } = this.#options;
    if (!anchorFile) return;
    await requireWritable(anchorFile).catch(error => this.#logUnwritten(error));
  }

  #logUnwritten(error: unknown): void {
    this.#options.logger.error(
      `Anchors of the seals cannot be added to ${this.#options.anchorFile}`,
      toError(error),
    );
  }

  /** What was noted, in the file and by this process. */
  async #anchors(): Promise<{ anchors: Anchor[]; problems: ChainProblem[] }> {
    const { anchorFile } = this.#options;
    const noted = this.#noted ? [this.#noted] : [];
    if (!anchorFile) return { anchors: noted, problems: [] };
    const problem = (message: string): ChainProblem => ({
      what: 'anchor',
      message,
    });
    try {
      const anchors = await readAnchors(anchorFile);
      const isGone = this.#written && anchors.length === 0;
      return {
        anchors: [...anchors, ...noted],
        problems: isGone
          ? [
              problem(
                `The anchors in ${anchorFile} are gone; entry ${
                  this.#written!.sequence
                } was among them`,
              ),
            ]
          : [],
      };
    } catch (error) {
      const message = `The anchors were not compared: ${
        toError(error).message
      }`;
      return { anchors: noted, problems: [problem(message)] };
    }
  }

  /** One event of each incident, and one of the chain itself. */
  async #publish(problems: readonly ChainProblem[]): Promise<void> {
    const messages = new Map<string | undefined, string[]>();
    for (const { incidentKey, message } of problems) {
      const of = messages.get(incidentKey) ?? [];
      if (of.length < MAX_LOGGED) messages.set(incidentKey, [...of, message]);
    }
    for (const [incidentKey, of] of messages) {
      await this.#options.publish({
        type: 'seal.broken',
        ...(incidentKey !== undefined && { incidentKey }),
        messages: of,
      });
    }
  }

  /** Logs and publishes what is not as it was sealed. */
  async check(signal?: AbortSignal): Promise<ChainReport> {
    const { alarm, chain, checker, logger } = this.#options;
    const { anchors, problems: ofFile } = await this.#anchors();
    const checked = await checker.check({ anchors, signal });
    const problems = [...ofFile, ...checked.problems];
    const report: ChainReport = { ...checked, problems };
    const { entries, signed } = report;
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
    const advice = unsignedAdvice(problems);
    if (advice) logger.error(advice);
    await this.#publish(problems);
    await alarm.tell(problems);
    return report;
  }
}
