import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  CallPace,
  type CatalogUsers,
  termsOf,
  type Wait,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { SlackConfig } from '../config/config';
import type { MessageContext, SlackChannel } from '../messages/messageEvidence';
import { Directory } from './Directory';
import {
  authTestSchema,
  channelInfoSchema,
  channelsPageSchema,
  type ListedChannel,
} from './responses';
import { SlackApi } from './SlackApi';
import { SlackRefusal } from './SlackRefusal';

const FRESH_MS = 5 * 60 * 1000;
/** The most that Slack gives; some workspaces have thousands of channels. */
const PAGE = 999;

/** A workspace of Slack: its channels, its people, and how often it may be asked. */
export class Workspace {
  readonly config: SlackConfig;
  readonly directory: Directory;
  readonly #logger: LoggerService;
  readonly #pace: CallPace;
  readonly #now: () => number;
  #url: string | undefined;
  #channels: { at: number; all: ListedChannel[] } | undefined;

  constructor(options: {
    config: SlackConfig;
    users: Pick<CatalogUsers, 'find'>;
    logger: LoggerService;
    wait?: Wait;
    now?: () => number;
  }) {
    this.config = options.config;
    this.directory = new Directory(options);
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
    this.#pace = new CallPace({
      ...options,
      ...options.config,
      // Others are called once or twice, and Slack allows far more
      isPaced: method => /^conversations\.(?:history|replies)$/.test(method),
    });
  }

  api(signal: AbortSignal): SlackApi {
    return new SlackApi({
      config: this.config,
      pace: this.#pace,
      logger: this.#logger,
      signal,
    });
  }

  /** All channels that the app can see, and what the workspace is called in links. */
  async listChannels(api: SlackApi): Promise<ListedChannel[]> {
    const known = this.#channels;
    if (known && this.#now() - known.at < FRESH_MS) return known.all;
    let all;
    try {
      all = await listAll(api, 'public_channel,private_channel');
    } catch (error) {
      // An app for public channels alone lacks groups:read
      if (!(error instanceof SlackRefusal) || error.code !== 'missing_scope') {
        throw error;
      }
      all = await listAll(api, 'public_channel');
    }
    this.#url ??= (await api.call('auth.test', {}, authTestSchema)).url;
    this.#channels = { at: this.#now(), all };
    this.directory.rememberChannels(all);
    return all;
  }

  /** A channel that may be newer than the list. */
  async findChannel(
    api: SlackApi,
    id: string,
  ): Promise<ListedChannel | undefined> {
    const all = await this.listChannels(api);
    const listed = all.find(channel => channel.id === id);
    if (listed) return listed;
    try {
      const { channel } = await api.call(
        'conversations.info',
        { channel: id },
        channelInfoSchema,
      );
      all.push(channel);
      this.directory.rememberChannels([channel]);
      return channel;
    } catch (error) {
      if (error instanceof SlackRefusal && !error.isOfToken) return undefined;
      throw error;
    }
  }

  /** Without an incident nobody knows yet which service a message is about. */
  contextOf(
    channel: SlackChannel,
    incident?: Pick<Incident, 'key' | 'services'>,
  ): MessageContext {
    return {
      channel,
      names: this.directory,
      userRef: id => this.directory.userRef(id),
      serviceOf: incident ? termsOf(incident).serviceOf : () => 'unknown',
      workspaceUrl: this.#url,
      retentionDays: this.config.retentionDays,
      now: new Date(this.#now()),
    };
  }
}

async function listAll(api: SlackApi, types: string): Promise<ListedChannel[]> {
  const all: ListedChannel[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call(
      'conversations.list',
      { types, exclude_archived: false, limit: PAGE, cursor },
      channelsPageSchema,
    );
    all.push(...page.channels);
    cursor = page.response_metadata;
  } while (cursor);
  return all;
}
