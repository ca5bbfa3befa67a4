import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type CatalogServices,
  type CatalogUsers,
  type EvidenceSource,
  PartialEvidenceError,
  shortestRetention,
  type Wait,
} from '@postmortems/backstage-plugin-postmortems-node';
import { USER_ID_ANNOTATIONS } from './api/Directory';
import { testWorkspace } from './api/testWorkspace';
import { Workspace } from './api/Workspace';
import type { SlackConfig } from './config/config';
import { readSlackExport } from './export/readSlackExport';
import type { ReadStore } from './reading/ReadStore';
import { WorkspaceReader } from './reading/WorkspaceReader';
import { SlackWebhook } from './webhook/SlackWebhook';

/** An archive that Slack exports, of the channels in the configuration. */
function slackExport({
  configs,
  users,
  workspaces,
  logger,
}: {
  configs: readonly SlackConfig[];
  users: Pick<CatalogUsers, 'find'>;
  workspaces: readonly Workspace[];
  logger: LoggerService;
}): NonNullable<EvidenceSource['uploads']>[number] {
  return {
    format: 'slack-export',
    title: 'Slack export (zip)',
    read: async (file, { incident, window, signal }) => {
      const { nodes, privateChannels, problems } = await readSlackExport(file, {
        incident,
        window,
        channels: configs.flatMap(({ channels }) => channels),
        findUser: account =>
          users.find({ ...account, annotations: USER_ID_ANNOTATIONS }),
        contextOf: async (channel, messages) => {
          for (const workspace of workspaces) {
            try {
              const api = workspace.api(signal);
              const listed = await workspace.listChannels(api);
              if (!listed.some(({ id }) => id === channel.id)) continue;
              await workspace.directory.prepare(api, messages);
              return workspace.contextOf(channel, incident);
            } catch (error) {
              // The archive is worth reading without Slack
              logger.warn(
                'Slack was not asked for names and links of an export',
                toError(error),
              );
            }
          }
          return undefined;
        },
      });
      const names = privateChannels.map(name => `#${name}`).join(', ');
      return {
        nodes,
        ...(names && {
          restricted: `It has messages of private Slack channels: ${names}.`,
        }),
        skipped: problems.map(reason => ({ reason, count: 1 })),
      };
    },
  };
}

/** Slack as a source of evidence: messages of its channels. */
export class SlackSource implements EvidenceSource {
  readonly id = 'slack';
  readonly retentionMs?: number;
  readonly webhook?: EvidenceSource['webhook'];
  readonly uploads: EvidenceSource['uploads'];
  readonly #workspaces: Workspace[];
  readonly #readers: WorkspaceReader[];

  constructor(options: {
    configs: readonly SlackConfig[];
    reads: ReadStore;
    users: Pick<CatalogUsers, 'find'>;
    services: Pick<CatalogServices, 'find'>;
    /** Address of Backstage. */
    appUrl: string;
    logger: LoggerService;
    /** For tests, in which time passes faster. */
    wait?: Wait;
    now?: () => number;
  }) {
    this.retentionMs = shortestRetention(options.configs);
    const workspaces = options.configs.map(
      config => new Workspace({ ...options, config }),
    );
    this.#workspaces = workspaces;
    this.#readers = workspaces.map(
      workspace => new WorkspaceReader({ ...options, workspace }),
    );
    this.uploads = [slackExport({ ...options, workspaces })];
    if (options.configs.some(({ signingSecret }) => signingSecret)) {
      this.webhook = new SlackWebhook({ ...options, workspaces });
    }
  }

  testConnection: NonNullable<EvidenceSource['testConnection']> = async ({
    signal,
  }) =>
    Promise.all(
      this.#workspaces.map(workspace => testWorkspace(workspace, signal)),
    );

  /** Evidence is added as it is read, so that an interruption costs nothing. */
  collect: NonNullable<EvidenceSource['collect']> = async options => {
    const problems: string[] = [];
    for (const reader of this.#readers) {
      problems.push(...(await reader.collect(options)));
    }
    if (problems.length > 0) {
      throw new PartialEvidenceError(problems.join('; '), []);
    }
    return [];
  };
}
