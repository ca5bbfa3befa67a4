import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidencePlace,
  listed,
  OutOfTime,
  readChannels,
  selectChannels,
  termsOf,
} from '@postmortems/backstage-plugin-postmortems-node';
import { type ListedChannel, pinsSchema } from '../api/responses';
import type { SlackApi } from '../api/SlackApi';
import { SlackRefusal } from '../api/SlackRefusal';
import type { Workspace } from '../api/Workspace';
import { messageEvidence } from '../messages/messageEvidence';
import { attachmentText, messageText } from '../messages/messageText';
import { pinEvidence } from '../messages/pinEvidence';
import { type SlackMessage, uniqueMessages } from '../messages/slackMessage';
import { SlackChannelReader } from './SlackChannelReader';
import type { ReadStore } from './ReadStore';

export type CollectOptions = {
  incident: Incident;
  window: { from: Date; to: Date };
  signal: AbortSignal;
  restrict(reason: string): Promise<void>;
  addEvidence(nodes: SubmitEvidenceNode[]): Promise<void>;
  dryRun?: boolean;
  onPlace?(place: EvidencePlace): void;
};

/** Reads the channels of one workspace for an incident. */
export class WorkspaceReader {
  readonly #workspace: Workspace;
  readonly #reads: ReadStore;
  readonly #logger: LoggerService;

  constructor(options: {
    workspace: Workspace;
    reads: ReadStore;
    logger: LoggerService;
  }) {
    this.#workspace = options.workspace;
    this.#reads = options.reads;
    this.#logger = options.logger;
  }

  /** @returns what could not be read, each in words for reviewers */
  async collect(options: CollectOptions): Promise<string[]> {
    const { path, token } = this.#workspace.config;
    if (!token)
      return [`${path} has no token, so no channel of Slack was read`];
    const api = this.#workspace.api(options.signal);
    try {
      return await this.#collect(api, options);
    } catch (error) {
      if (error instanceof OutOfTime) {
        return [`${error.explain('Slack')}: no channel was read`];
      }
      if (reachOf(error)) return [toError(error).message];
      throw error;
    }
  }

  async #collect(api: SlackApi, options: CollectOptions): Promise<string[]> {
    const { incident, window } = options;
    const { selected, closed } = selectChannels({
      channels: await this.#workspace.listChannels(api),
      patterns: this.#workspace.config.channels,
      incidentKey: incident.key,
      bound: await this.#reads.listBound(incident.key),
      isOpen: channel =>
        !channel.is_archived && channel.created * 1000 <= window.to.getTime(),
      // Slack lists private channels only to their members
      isReadable: channel => channel.is_member || channel.is_private,
    });
    const readers: SlackChannelReader[] = [];
    for (const one of selected) {
      const { channel, isOwn } = one;
      options.onPlace?.({
        name: label(channel),
        shared: !isOwn,
        restricted: channel.is_private,
      });
      readers.push(await this.#readerOf(api, one, options));
    }
    const known = readers.filter(reader => reader.isKnown);
    const problems = await readChannels({
      readers,
      window,
      name: 'Slack',
      labelOf: openLabel,
      reachOf,
    });
    if (problems.length === 0) {
      await this.#readAgain(api, { readers, known }, options);
    }
    return [...problems, ...notMember(closed)];
  }

  /** What is left of the time finds edits, late replies, deletions and pins. */
  async #readAgain(
    api: SlackApi,
    options: { readers: SlackChannelReader[]; known: SlackChannelReader[] },
    collection: CollectOptions,
  ): Promise<void> {
    try {
      for (const reader of options.readers) {
        if (reader.isOwn) await this.#readPins(api, reader.channel, collection);
      }
      for (const reader of options.known) await reader.readAgain();
    } catch (error) {
      if (!(error instanceof OutOfTime) && !reachOf(error)) throw error;
      this.#logger.debug(`Slack was not read again: ${toError(error).message}`);
    }
  }

  async #readerOf(
    api: SlackApi,
    selected: { channel: ListedChannel; isOwn: boolean },
    options: CollectOptions,
  ): Promise<SlackChannelReader> {
    const { incident, window } = options;
    const { channel } = selected;
    const place = { incidentKey: incident.key, channelId: channel.id };
    const terms = termsOf(incident);
    const { directory } = this.#workspace;
    let isRestricted = !channel.is_private;
    const keep = async (messages: SlackMessage[]) => {
      const unique = uniqueMessages(messages);
      if (unique.length === 0) return;
      await directory.prepare(api, unique);
      if (!isRestricted) {
        await options.restrict(whyPrivate(channel));
        isRestricted = true;
      }
      const context = this.#workspace.contextOf(placeOf(channel), incident);
      await options.addEvidence(
        unique.map(message => messageEvidence(message, context)),
      );
    };
    return new SlackChannelReader({
      api,
      selected,
      window: isoWindow(window),
      progress: options.dryRun ? {} : await this.#reads.getProgress(place),
      isAbout: messages =>
        messages.some(message =>
          terms[channel.is_private ? 'isKeyIn' : 'isNamedIn'](
            `${messageText(message, directory).text}\n${attachmentText(
              message,
              directory,
            )}`,
          ),
        ),
      keep,
      save: async progress => {
        if (!options.dryRun) await this.#reads.setProgress(place, progress);
      },
      logger: this.#logger,
    });
  }

  async #readPins(
    api: SlackApi,
    channel: ListedChannel,
    { incident, window, addEvidence, restrict }: CollectOptions,
  ): Promise<void> {
    let pins;
    try {
      pins = await api.call('pins.list', { channel: channel.id }, pinsSchema);
    } catch (error) {
      // An app without the scope brings no pins
      if (error instanceof SlackRefusal && !error.isOfToken) return;
      throw error;
    }
    const context = this.#workspace.contextOf(placeOf(channel), incident);
    const nodes = pins.items
      .filter(
        ({ created = 0 }) =>
          created * 1000 >= window.from.getTime() &&
          created * 1000 <= window.to.getTime(),
      )
      .flatMap(pin => pinEvidence(pin, context));
    if (nodes.length === 0) return;
    // They quote what was pinned, though nothing was written in the window
    if (channel.is_private) await restrict(whyPrivate(channel));
    await addEvidence(nodes);
  }
}

function whyPrivate(channel: ListedChannel): string {
  return `It has messages of the private Slack channel ${label(channel)}.`;
}

function notMember(closed: readonly ListedChannel[]): string[] {
  if (closed.length === 0) return [];
  return [
    `The Slack app is not a member of ${listed(
      closed.map(label),
      ', ',
    )}: invite it there, or leave the channel out of the configuration`,
  ];
}

function reachOf(error: unknown): 'channel' | 'all' | undefined {
  if (error instanceof SlackRefusal && !error.isOfToken) return 'channel';
  const isOfSlack =
    error instanceof SlackRefusal || error instanceof ServiceUnavailableError;
  return isOfSlack ? 'all' : undefined;
}

function placeOf({ id, name, is_private: isPrivate }: ListedChannel) {
  return { id, name, isPrivate };
}

function label({ id, name }: ListedChannel): string {
  return `#${name ?? id}`;
}

/** For readers of an incident that may be public. */
function openLabel(channel: ListedChannel): string {
  return channel.is_private ? 'a private channel' : label(channel);
}

function isoWindow({ from, to }: { from: Date; to: Date }) {
  return { from: from.toISOString(), to: to.toISOString() };
}
