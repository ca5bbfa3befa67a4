import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { TeamsChannel } from '../api/responses';
import { isFile } from './cardText';
import { attachmentText, messageText, type NameOf } from './messageText';
import { initiatorOf, isSystemEvent, systemEvent } from './systemEvent';
import {
  type TeamsAttachment,
  type TeamsMessage,
  threadOf,
} from './teamsMessage';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a message alone does not say. */
export type MessageContext = {
  channel: Pick<TeamsChannel, 'id' | 'name' | 'isPrivate' | 'teamId'>;
  nameOf: NameOf;
  /** The catalog user behind an account, if there is one. */
  userRef(id: string): string | undefined;
  /** The service that a text is about. */
  serviceOf(text: string): string;
  retentionDays?: number;
  now: Date;
};

/**
 * One message as evidence. The same message gives the same id and content, so
 * that reading it again adds nothing. An edited one gives another id: what was
 * said before stays as it was captured.
 */
export function messageEvidence(
  message: TeamsMessage,
  context: MessageContext,
): SubmitEvidenceNode {
  if (message.deletedDateTime) {
    return deletionEvidence(message, message.deletedDateTime, context);
  }
  const isEvent = isSystemEvent(message);
  const { text, takenFrom } = messageText(message, context.nameOf);
  const details = takenFrom.some(pointer => !pointer.startsWith('/attach'))
    ? attachmentText(message)
    : '';
  const { lastEditedDateTime: edited, reactions, attachments } = message;
  const files = (attachments ?? []).filter(isFile);
  return {
    ...nodeBase(message, context, `${text}\n${details}`),
    id: evidenceId(message, context, edited),
    payload: {
      ...(isEvent
        ? { kind: 'event', ...systemEvent(message) }
        : { kind: 'message', text }),
      ...placeOf(message, context),
      author: authorOf(message, context),
      ...(!isEvent && { takenFrom }),
      ...(details && { attachmentText: details }),
      ...(edited && {
        edited: {
          at: edited.toISOString(),
          earlier: evidenceId(message, context),
        },
      }),
      ...(mentionsOf(message, context).length > 0 && {
        mentions: mentionsOf(message, context),
      }),
      ...(reactions?.length && { reactions: reactionsOf(message) }),
      ...(files.length > 0 && { files: files.map(fileOf) }),
    },
  };
}

/** What is left of a deleted message is that there was one. */
function deletionEvidence(
  message: TeamsMessage,
  deletedAt: Date,
  context: MessageContext,
): SubmitEvidenceNode {
  const at = deletedAt.toISOString();
  return {
    ...nodeBase(message, context, ''),
    id: `${evidenceId(message, context)}/deleted`,
    payload: {
      kind: 'event',
      reason: 'message_deleted',
      // It stands at the time of the message, which may be long before
      message: `A message in ${labelOf(
        context.channel,
      )} was deleted at ${at.slice(0, 10)} ${at.slice(11, 16)} UTC.`,
      ...placeOf(message, context),
      deletedAt: at,
    },
  };
}

function evidenceId(
  { id, replyToId }: TeamsMessage,
  { channel }: MessageContext,
  edited?: Date,
): string {
  const place = [channel.id, replyToId, id].filter(Boolean).join('/');
  const suffix = edited ? `/edited/${edited.toISOString()}` : '';
  return `microsoft_teams/${place}${suffix}`;
}

function nodeBase(
  message: TeamsMessage,
  context: MessageContext,
  text: string,
): Omit<SubmitEvidenceNode, 'payload'> {
  const { channel, retentionDays, now } = context;
  const { createdDateTime: posted, webUrl } = message;
  return {
    sourceType: 'chat',
    provider: 'microsoft_teams',
    // The clock of Teams may be ahead of ours, and evidence is never of the future
    timestamp: new Date(
      Math.min(posted.getTime(), now.getTime()),
    ).toISOString(),
    ...(webUrl && { sourceUrl: webUrl }),
    ...(retentionDays && {
      expiresAt: new Date(
        posted.getTime() + retentionDays * DAY_MS,
      ).toISOString(),
    }),
    metadata: {
      service: context.serviceOf(text),
      correlationId: `microsoft_teams:${channel.id}:${threadOf(message)}`,
    },
  };
}

function placeOf(message: TeamsMessage, { channel }: MessageContext) {
  return {
    channel: labelOf(channel),
    channelId: channel.id,
    teamId: channel.teamId,
    ...(channel.isPrivate && { private: true }),
    messageId: message.id,
    postedAt: message.createdDateTime.toISOString(),
    threadId: threadOf(message),
  };
}

function authorOf(message: TeamsMessage, context: MessageContext) {
  const { user = initiatorOf(message), application } = message.from ?? {};
  if (!user.id && application) {
    const { id, displayName: name } = application;
    return withoutUndefined({ id, name: name ?? id, isBot: true });
  }
  const { id } = user;
  return withoutUndefined({
    id,
    name: (id && context.nameOf(id)) || user.displayName || id,
    entityRef: id && context.userRef(id),
  });
}

function mentionsOf(
  { mentions = [] }: TeamsMessage,
  { nameOf, userRef }: MessageContext,
) {
  return mentions.flatMap(({ mentioned }) => {
    const { id, displayName } = mentioned?.user ?? {};
    if (!id) return [];
    const name = nameOf(id) ?? displayName;
    return [withoutUndefined({ id, name, entityRef: userRef(id) })];
  });
}

function reactionsOf({ reactions = [] }: TeamsMessage) {
  const users = new Map<string, string[]>();
  for (const { reactionType, user } of reactions) {
    const known = users.get(reactionType) ?? [];
    users.set(reactionType, [...known, user?.user?.id ?? 'unknown']);
  }
  return [...users].map(([name, ids]) => ({
    name,
    count: ids.length,
    users: ids,
  }));
}

/** Only what is known of it, never what is in it. */
function fileOf({ id, name, contentType, contentUrl }: TeamsAttachment) {
  return withoutUndefined({
    id,
    name,
    mimetype: contentType === 'reference' ? undefined : contentType,
    permalink: contentUrl?.startsWith('https://') ? contentUrl : undefined,
  });
}

function labelOf({ id, name }: Pick<TeamsChannel, 'id' | 'name'>): string {
  return name ?? id;
}

function withoutUndefined<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field));
}
