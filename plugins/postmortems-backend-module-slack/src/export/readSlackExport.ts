import { InputError } from '@backstage/errors';
import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import {
  isConfigured,
  termsOf,
} from '@postmortems/backstage-plugin-postmortems-node';
import {
  type MessageContext,
  messageEvidence,
  type SlackChannel,
} from '../messages/messageEvidence';
import { type SlackMessage, timeOf } from '../messages/slackMessage';
import { nameOfUser, slackUserSchema } from '../messages/slackUser';
import { ExportFiles } from './ExportFiles';

const LIMITS = {
  maxEntries: 200_000,
  maxFileBytes: 64 * 1024 * 1024,
  maxTotalBytes: 64 * 1024 * 1024,
};

const channelsSchema = z.array(
  z.looseObject({ id: z.string(), name: z.string() }),
);
const usersSchema = z.array(slackUserSchema.extend({ id: z.string() }));

/** What of an export is read. */
export interface SlackExportOptions {
  incident: Pick<Incident, 'key' | 'services'>;
  window?: { from: Date; to: Date };
  /** Names, patterns or ids; all public and private channels without it. */
  channels?: readonly string[];
  /** The catalog user with this account or address. */
  findUser?: (account: {
    id: string;
    email?: string;
  }) => Promise<string | undefined>;
  /**
   * What a reading of the channel by the API knows, so that a message is the same
   * however it comes. What it does not know, the archive tells.
   */
  contextOf?: (
    channel: SlackChannel,
    messages: readonly SlackMessage[],
  ) => Promise<MessageContext | undefined>;
  workspaceUrl?: string;
  retentionDays?: number;
  now?: Date;
  /** Bounds of what is unpacked, in bytes and files. */
  limits?: {
    maxEntries?: number;
    maxFileBytes?: number;
    maxTotalBytes?: number;
  };
}

/** What an export has for an incident. */
export interface SlackExport {
  nodes: SubmitEvidenceNode[];
  /** Private channels that nodes are from, which makes the incident private. */
  privateChannels: string[];
  /** What could not be read, in words for whoever sent the archive. */
  problems: string[];
}

/**
 * Reads the archive of a Slack export. Direct messages are left out.
 *
 * @param archive - the zip file
 * @param options - messages outside the window, and of channels that are not
 *   named, are left out. Without `findUser` authors have no entity ref
 * @throws `InputError` when it is no such archive
 */
export async function readSlackExport(
  archive: Buffer,
  options: SlackExportOptions,
): Promise<SlackExport> {
  const { window } = options;
  const files = await ExportFiles.open(archive, {
    ...LIMITS,
    ...options.limits,
    window,
  });
  const open = files.read('channels.json', channelsSchema) ?? [];
  const closed = files.read('groups.json', channelsSchema) ?? [];
  if (open.length + closed.length === 0) {
    throw new InputError(
      'The archive has neither channels.json nor groups.json with a channel: it is no export of Slack',
    );
  }
  const users = new Map(
    (files.read('users.json', usersSchema) ?? []).map(user => [user.id, user]),
  );
  const channelNames = new Map(
    [...open, ...closed].map(one => [one.id, one.name]),
  );
  const refs = new Map<string, string | undefined>();
  const terms = termsOf(options.incident);
  const result: SlackExport = {
    nodes: [],
    privateChannels: [],
    problems: files.problems,
  };
  for (const [channels, isPrivate] of [
    [open, false],
    [closed, true],
  ] as const) {
    for (const { id, name } of channels) {
      const { channels: patterns } = options;
      if (patterns && !isConfigured({ id, name }, patterns)) continue;
      const messages = files
        .messagesIn(name)
        .filter(({ ts }) => isWithin(ts, window));
      for (const user of new Set(messages.flatMap(one => one.user ?? []))) {
        if (refs.has(user)) continue;
        refs.set(
          user,
          await options.findUser?.({
            id: user,
            email: users.get(user)?.profile?.email,
          }),
        );
      }
      const channel = { id, name, isPrivate };
      const live =
        messages.length > 0
          ? await options.contextOf?.(channel, messages)
          : undefined;
      const context = {
        channel,
        names: {
          user: (account: string) => {
            const user = users.get(account);
            return live?.names.user(account) ?? (user && nameOfUser(user));
          },
          // An export has no list of them
          group: (group: string) => live?.names.group(group),
          channel: (other: string) =>
            live?.names.channel(other) ?? channelNames.get(other),
        },
        userRef: (user: string) => live?.userRef(user) ?? refs.get(user),
        serviceOf: terms.serviceOf,
        workspaceUrl: live?.workspaceUrl ?? options.workspaceUrl,
        retentionDays: live?.retentionDays ?? options.retentionDays,
        now: options.now ?? new Date(),
      };
      result.nodes.push(
        ...messages.map(message => messageEvidence(message, context)),
      );
      if (isPrivate && messages.length > 0) result.privateChannels.push(name);
    }
  }
  return result;
}

function isWithin(ts: string, window?: { from: Date; to: Date }): boolean {
  if (!window) return true;
  const time = timeOf(ts);
  return time >= window.from && time <= window.to;
}
