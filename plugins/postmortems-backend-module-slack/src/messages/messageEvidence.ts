import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { attachmentText, messageText } from './messageText';
import type { Names } from './mrkdwn';
import { type SlackMessage, threadOf, timeOf } from './slackMessage';

const DAY_MS = 24 * 60 * 60 * 1000;

export type SlackChannel = { id: string; name?: string; isPrivate: boolean };

/** What a message alone does not say. */
export type MessageContext = {
  channel: SlackChannel;
  names: Names;
  /** The catalog user behind an account, if there is one. */
  userRef(id: string): string | undefined;
  /** The service that a text is about. */
  serviceOf(text: string): string;
  /** E.g. `https://example.slack.com/`. */
  workspaceUrl?: string;
  retentionDays?: number;
  now: Date;
};

/** Subtypes that people or programs say something with; others are Slack's own lines. */
const SAID = new Set([
  '',
  'bot_message',
  'file_comment',
  'file_mention',
  'file_share',
  'me_message',
  'reply_broadcast',
  'thread_broadcast',
]);
const BROADCASTS = new Set(['reply_broadcast', 'thread_broadcast']);

/**
 * One message as evidence. The same message gives the same id and content, so
 * that reading it again adds nothing. An edited one gives another id: what was
 * said before stays as it was captured.
 *
 * @param earlierText - what an edit replaced, if that is known. Then the evidence
 *   is of the time of the edit, else of that of the message
 */
export function messageEvidence(
  message: SlackMessage,
  context: MessageContext,
  earlierText?: string,
): SubmitEvidenceNode {
  if (isDeleted(message)) return deletionEvidence(message, context);
  const { text, takenFrom } = messageText(message, context.names);
  const details = takenFrom.some(pointer => !pointer.startsWith('/attach'))
    ? attachmentText(message, context.names)
    : '';
  const { subtype = '', edited } = message;
  const isEdit = edited && earlierText !== undefined;
  return {
    ...nodeBase(message.ts, context, threadOf(message)),
    ...(isEdit && { timestamp: notAhead(timeOf(edited.ts), context) }),
    id: evidenceId(context.channel, message.ts, edited?.ts),
    metadata: {
      service: context.serviceOf(`${text}\n${details}`),
      correlationId: correlationId(context.channel, threadOf(message)),
    },
    payload: {
      ...(SAID.has(subtype)
        ? { kind: 'message', text }
        : { kind: 'event', reason: subtype, message: text }),
      ...placeOf(message.ts, threadOf(message), context),
      author: authorOf(message, context),
      takenFrom,
      ...(details && { attachmentText: details }),
      ...(BROADCASTS.has(subtype) && { broadcast: true }),
      ...(edited && {
        edited: {
          ...editOf(edited, message.ts, context),
          ...(isEdit && { earlierText }),
        },
      }),
      ...(message.pinned_to?.length && { pinned: true }),
      ...(message.reactions?.length && { reactions: reactionsOf(message) }),
      ...(message.files?.length && { files: filesOf(message) }),
    },
  };
}

/** Replies keep the place of a deleted root, which Slack fills with a line of its own. */
export function isDeleted({ subtype }: SlackMessage): boolean {
  return subtype === 'tombstone' || subtype === 'message_deleted';
}

export function evidenceId(
  channel: SlackChannel,
  ts: string,
  editedTs?: string,
): string {
  const id = `slack/${channel.id}/${ts}`;
  return editedTs ? `${id}/edited/${editedTs}` : id;
}

/** That a message was deleted, at the time of the deletion where that is known. */
export function deletionEvidence(
  message: Pick<SlackMessage, 'ts' | 'thread_ts'>,
  context: MessageContext,
  deletedAt?: Date,
): SubmitEvidenceNode {
  const { channel } = context;
  const thread = threadOf(message);
  return {
    ...nodeBase(message.ts, context, thread),
    ...(deletedAt && { timestamp: notAhead(deletedAt, context) }),
    id: `${evidenceId(channel, message.ts)}/deleted`,
    metadata: {
      service: context.serviceOf(''),
      correlationId: correlationId(channel, thread),
    },
    payload: {
      kind: 'event',
      reason: 'message_deleted',
      message: `A message in ${channelLabel(channel)} was deleted.`,
      ...placeOf(message.ts, thread, context),
    },
  };
}

function nodeBase(ts: string, context: MessageContext, thread: string) {
  const { channel, workspaceUrl, retentionDays } = context;
  const posted = timeOf(ts);
  return {
    sourceType: 'chat' as const,
    provider: 'slack',
    timestamp: notAhead(posted, context),
    ...(workspaceUrl && {
      sourceUrl: permalink({ workspaceUrl, channel, ts, thread }),
    }),
    ...(retentionDays && {
      expiresAt: new Date(
        posted.getTime() + retentionDays * DAY_MS,
      ).toISOString(),
    }),
  };
}

/** Slack's clock may be ahead of ours, and evidence is never of the future. */
function notAhead(time: Date, { now }: Pick<MessageContext, 'now'>): string {
  return new Date(Math.min(time.getTime(), now.getTime())).toISOString();
}

function placeOf(ts: string, thread: string, { channel }: MessageContext) {
  return {
    channel: channelLabel(channel),
    channelId: channel.id,
    ...(channel.isPrivate && { private: true }),
    ts,
    threadId: thread,
  };
}

function authorOf(message: SlackMessage, context: MessageContext) {
  const { user, bot_id: botId, username, user_profile: profile } = message;
  const name =
    username ||
    message.bot_profile?.name ||
    (user && context.names.user(user)) ||
    profile?.real_name ||
    profile?.display_name;
  const id = user ?? botId;
  const entityRef = user && !botId ? context.userRef(user) : undefined;
  return {
    ...(id && { id }),
    ...((name || id) && { name: name || id }),
    ...(entityRef && { entityRef }),
    ...(botId && { isBot: true }),
  };
}

function editOf(
  edited: NonNullable<SlackMessage['edited']>,
  ts: string,
  context: MessageContext,
) {
  return {
    at: timeOf(edited.ts).toISOString(),
    ...(edited.user && {
      by: {
        id: edited.user,
        name: context.names.user(edited.user) ?? edited.user,
      },
    }),
    /** The evidence with the earlier text, if that was captured. */
    earlier: evidenceId(context.channel, ts),
  };
}

function reactionsOf({ reactions = [] }: SlackMessage) {
  return reactions.map(({ name, count, users = [] }) => ({
    name,
    count: count ?? users.length,
    users,
  }));
}

function filesOf({ files = [] }: SlackMessage) {
  return files.map(
    ({ id, name, title, mimetype, size, permalink: url, mode }) =>
      withoutUndefined({
        id,
        name,
        title,
        mimetype,
        size,
        permalink: url,
        ...(mode === 'tombstone' && { deleted: true }),
      }),
  );
}

function withoutUndefined<T extends object>(value: T) {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  );
}

function permalink(options: {
  workspaceUrl: string;
  channel: SlackChannel;
  ts: string;
  thread: string;
}): string {
  const { workspaceUrl, channel, ts, thread } = options;
  const url = new URL(
    `archives/${channel.id}/p${ts.replace('.', '')}`,
    workspaceUrl,
  );
  if (thread !== ts) {
    url.searchParams.set('thread_ts', thread);
    url.searchParams.set('cid', channel.id);
  }
  return url.toString();
}

function correlationId(channel: SlackChannel, thread: string): string {
  return `slack:${channel.id}:${thread}`;
}

function channelLabel({ id, name }: SlackChannel): string {
  return `#${name ?? id}`;
}
