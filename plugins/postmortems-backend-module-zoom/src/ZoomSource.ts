import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  BlockNames,
  checkConnection,
  type EvidenceSource,
  PartialEvidenceError,
  shortestRetention,
} from '@postmortems/backstage-plugin-postmortems-node';
import { AccessToken } from './api/AccessToken';
import { ZoomApi } from './api/ZoomApi';
import type { ZoomConfig } from './config/config';
import { AccountReader } from './reading/AccountReader';
import { offerRecording } from './reading/offerRecording';
import type { Reads } from './reading/ReadStore';
import { RecordingReader } from './reading/RecordingReader';
import { readTask, ZoomWebhook } from './webhook/ZoomWebhook';

const TASK_TIMEOUT_MS = 60_000;

type Account = { block: ZoomConfig; token: AccessToken };

/** Zoom as a source of evidence: what people say in recorded meetings. */
export class ZoomSource implements EvidenceSource {
  readonly id = 'zoom';
  readonly retentionMs?: number;
  readonly webhook?: EvidenceSource['webhook'];
  readonly #accounts: readonly Account[];
  readonly #names: BlockNames<ZoomConfig>;
  readonly #reads: Reads;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    blocks: readonly ZoomConfig[];
    reads: Reads;
    logger: LoggerService;
    /** For tests. */
    now?: () => number;
  }) {
    const { blocks, now = Date.now } = options;
    this.retentionMs = shortestRetention(blocks);
    this.#reads = options.reads;
    this.#logger = options.logger;
    this.#now = now;
    const names = new BlockNames({
      platform: 'Zoom',
      blocks,
      tellsApart: ({ accountId, clientId }) => [accountId, clientId],
    });
    this.#names = names;
    this.#accounts = blocks.map(block => ({
      block,
      token: new AccessToken({ block, now }),
    }));
    if (blocks.some(({ webhookSecretToken }) => webhookSecretToken)) {
      this.webhook = new ZoomWebhook({ blocks, names, now });
    }
  }

  testConnection: NonNullable<EvidenceSource['testConnection']> = ({
    signal,
  }) =>
    Promise.all(
      this.#accounts.map(account => {
        const { path, baseUrl, users } = account.block;
        return checkConnection(`Zoom at ${baseUrl} (${path})`, async () => {
          const api = new ZoomApi({ ...account, signal });
          await api.check(new Date(this.#now()));
          const whose = users ? `of ${users[0]}` : 'of the account';
          return `Zoom lists the recordings ${whose}`;
        });
      }),
    );

  /** Evidence is added as it is read, so that a collection may end early. */
  collect: NonNullable<EvidenceSource['collect']> = async options => {
    const { signal } = options;
    const problems: string[] = [];
    for (const account of this.#accounts) {
      const reader = new AccountReader({
        ...account,
        api: new ZoomApi({ ...account, signal }),
        reads: this.#reads,
        signal,
        now: this.#now,
      });
      problems.push(...(await reader.collect(options)));
    }
    if (problems.length > 0) {
      throw new PartialEvidenceError(problems.join('; '), []);
    }
    return [];
  };

  runTask: NonNullable<EvidenceSource['runTask']> = async (task, access) => {
    const { block: name, uuid } = readTask(task.body);
    const block = this.#names.find(name);
    const account = this.#accounts.find(one => one.block === block)!;
    const signal = AbortSignal.timeout(TASK_TIMEOUT_MS);
    const api = new ZoomApi({ ...account, signal });
    const recordings = new RecordingReader({ ...account, api, signal });
    try {
      await offerRecording({ ...account, uuid, api, recordings, access });
    } catch (error) {
      if ((error as Error).name !== 'NotFoundError') throw error;
      this.#logger.info(
        'A recording in Zoom was deleted before its transcript was read',
      );
    }
  };
}
