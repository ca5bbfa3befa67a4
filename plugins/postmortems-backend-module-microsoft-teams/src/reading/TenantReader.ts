import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type EvidenceSource,
  OutOfTime,
  readChannels,
  selectChannels,
  type SelectedChannel,
  termsOf,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { GraphApi } from '../api/GraphApi';
import { GraphRefusal, isOfGraph } from '../api/GraphRefusal';
import type { TeamsChannel } from '../api/responses';
import type { Tenant } from '../api/Tenant';
import { messageEvidence } from '../messages/messageEvidence';
import { attachmentText, messageText } from '../messages/messageText';
import { type TeamsMessage, uniqueMessages } from '../messages/teamsMessage';
import type { ReadStore } from './ReadStore';
import { TeamsChannelReader } from './TeamsChannelReader';

export type CollectOptions = Parameters<
  NonNullable<EvidenceSource['collect']>
>[0];

export type ChannelsRead = {
  /** What could not be read, each in words for reviewers. */
  problems: string[];
  /**
   * Finds edits, late replies and deletions in what is left of the time. Answers with
   * what could not be read whenever it was, in words for reviewers.
   */
  readAgain: () => Promise<string[]>;
};

/** Reads the channels of one tenant for an incident. */
export class TenantReader {
  readonly #tenant: Tenant;
  readonly #reads: ReadStore;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    tenant: Tenant;
    reads: ReadStore;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#tenant = options.tenant;
    this.#reads = options.reads;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** Reads what was never read. */
  async collect(api: GraphApi, options: CollectOptions): Promise<ChannelsRead> {
    if (this.#tenant.config.teams.length === 0) return only([]);
    try {
      return await this.#collect(api, options);
    } catch (error) {
      if (error instanceof OutOfTime) {
        return only([
          `${error.explain('Microsoft')}: no channel of Teams was read`,
        ]);
      }
      if (reachOf(error)) return only([toError(error).message]);
      throw error;
    }
  }

  async #collect(
    api: GraphApi,
    options: CollectOptions,
  ): Promise<ChannelsRead> {
    const { incident, window } = options;
    const { channels, problems: unlisted } = await this.#tenant.listChannels(
      api,
    );
    const { selected } = selectChannels({
      channels,
      patterns: this.#tenant.config.channels,
      incidentKey: incident.key,
      isOpen: ({ isArchived, createdAt }) =>
        !isArchived && createdAt <= window.to.getTime(),
    });
    const readers: TeamsChannelReader[] = [];
    for (const one of selected) {
      const { channel, isOwn } = one;
      options.onPlace?.({
        name: label(channel),
        shared: !isOwn,
        restricted: channel.isPrivate,
      });
      readers.push(await this.#readerOf(api, one, options));
    }
    const known = readers.filter(reader => reader.isKnown);
    const problems = await readChannels({
      readers,
      window,
      name: 'Microsoft',
      labelOf: openLabel,
      reachOf,
    });
    return {
      problems: [...unlisted, ...problems],
      readAgain: async () => {
        if (problems.length === 0) await this.#readAgain(known);
        return readers
          .filter(({ hasUnreadable }) => hasUnreadable)
          .map(
            ({ channel }) =>
              `${openLabel(
                channel,
              )}: messages without a valid id or time were left out`,
          );
      },
    };
  }

  async #readAgain(known: readonly TeamsChannelReader[]): Promise<void> {
    try {
      for (const reader of known) await reader.readAgain();
    } catch (error) {
      if (!(error instanceof OutOfTime) && !reachOf(error)) throw error;
      this.#logger.debug(`Teams was not read again: ${toError(error).message}`);
    }
  }

  async #readerOf(
    api: GraphApi,
    selected: SelectedChannel<TeamsChannel>,
    options: CollectOptions,
  ): Promise<TeamsChannelReader> {
    const { incident, window, dryRun } = options;
    const { channel } = selected;
    const place = { incidentKey: incident.key, channelId: channel.id };
    const terms = termsOf(incident);
    const { directory } = this.#tenant;
    const nameOf = (id: string) => directory.name(id);
    let isRestricted = !channel.isPrivate;
    const keep = async (messages: TeamsMessage[]) => {
      const unique = uniqueMessages(messages);
      if (unique.length === 0) return;
      await directory.prepare(api, unique);
      if (!isRestricted) {
        await options.restrict(
          `It has messages of the private Teams channel ${label(channel)}.`,
        );
        isRestricted = true;
      }
      const context = this.#tenant.contextOf(channel, incident);
      await options.addEvidence(
        unique.map(message => messageEvidence(message, context)),
      );
    };
    return new TeamsChannelReader({
      api,
      selected,
      window: isoWindow(window),
      progress: dryRun ? {} : await this.#reads.getProgress(place),
      isAbout: messages =>
        messages.some(message =>
          terms[channel.isPrivate ? 'isKeyIn' : 'isNamedIn'](
            `${messageText(message, nameOf).text}\n${attachmentText(message)}`,
          ),
        ),
      keep,
      save: async progress => {
        if (!dryRun) await this.#reads.setProgress(place, progress);
      },
      logger: this.#logger,
      now: this.#now,
    });
  }
}

function only(problems: string[]): ChannelsRead {
  return { problems, readAgain: async () => [] };
}

function reachOf(error: unknown): 'channel' | 'all' | undefined {
  if (error instanceof GraphRefusal && !error.isOfToken) return 'channel';
  return isOfGraph(error) ? 'all' : undefined;
}

function label({ id, name }: TeamsChannel): string {
  return name ?? id;
}

/** For readers of an incident that may be public. */
function openLabel(channel: TeamsChannel): string {
  return channel.isPrivate ? 'a private channel' : label(channel);
}

function isoWindow({ from, to }: { from: Date; to: Date }) {
  return { from: from.toISOString(), to: to.toISOString() };
}
