import { z } from 'zod';
import { optionalText } from '../api/responses';

const time = z.iso.datetime({ offset: true }).transform(text => new Date(text));
const optionalTime = time.optional().catch(undefined);

const identitySchema = z
  .looseObject({
    id: optionalText,
    displayName: optionalText,
    userIdentityType: optionalText,
  })
  .optional()
  .catch(undefined);

const identitySetSchema = z
  .looseObject({ user: identitySchema, application: identitySchema })
  .optional()
  .catch(undefined);

const attachmentSchema = z.looseObject({
  id: optionalText,
  contentType: z.string().default('').catch(''),
  contentUrl: optionalText,
  content: z.unknown(),
  name: optionalText,
});
export type TeamsAttachment = z.output<typeof attachmentSchema>;

const mentionSchema = z.looseObject({
  id: z.union([z.number(), z.string()]).transform(String),
  mentionText: optionalText,
  mentioned: identitySetSchema,
});

const reactionSchema = z.looseObject({
  reactionType: z.string(),
  user: identitySetSchema,
});

/** Lists of which each item is read by itself. */
function listOf<T>(schema: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .transform(values =>
      values.flatMap(value => schema.safeParse(value).data ?? []),
    )
    .optional()
    .catch(undefined);
}

/**
 * A `chatMessage` of Microsoft Graph
 * (https://learn.microsoft.com/graph/api/resources/chatmessage). An odd field is
 * left out, so that it costs no message.
 */
export const teamsMessageSchema = z.looseObject({
  /** Unique in its channel and thread. */
  id: z.string().regex(/^[\w.-]{1,40}$/),
  replyToId: optionalText,
  messageType: optionalText,
  createdDateTime: time,
  lastEditedDateTime: optionalTime,
  deletedDateTime: optionalTime,
  subject: optionalText,
  from: identitySetSchema,
  body: z
    .looseObject({ contentType: optionalText, content: optionalText })
    .optional()
    .catch(undefined),
  webUrl: z
    .url({ protocol: /^https$/ })
    .max(2048)
    .optional()
    .catch(undefined),
  attachments: listOf(attachmentSchema),
  mentions: listOf(mentionSchema),
  reactions: listOf(reactionSchema),
  eventDetail: z.looseObject({}).optional().catch(undefined),
});

export type TeamsMessage = z.output<typeof teamsMessageSchema>;

/** A message with its replies, as far as the page has them. */
export type TeamsThread = {
  root: TeamsMessage;
  replies: TeamsMessage[];
  /** The link to further replies. */
  next?: string;
};

const threadSchema = z
  .looseObject({
    replies: z.array(z.unknown()).default([]).catch([]),
    'replies@odata.nextLink': optionalText,
  })
  .transform(({ replies, 'replies@odata.nextLink': next }) => ({
    replies,
    next,
  }));

/** Reads messages one by one. */
export function readMessages(values: readonly unknown[]): {
  messages: TeamsMessage[];
  /** How many had no valid id or time, which nothing can be without. */
  unreadable: number;
} {
  const messages = values.flatMap(
    value => teamsMessageSchema.safeParse(value).data ?? [],
  );
  return { messages, unreadable: values.length - messages.length };
}

/** Reads messages with their replies (`$expand=replies`). */
export function readThreads(values: readonly unknown[]): {
  threads: TeamsThread[];
  unreadable: number;
} {
  let unreadable = 0;
  const threads = values.flatMap(value => {
    const root = teamsMessageSchema.safeParse(value).data;
    const thread = threadSchema.safeParse(value).data;
    const read = readMessages(thread?.replies ?? []);
    unreadable += read.unreadable;
    if (root) return [{ root, replies: read.messages, next: thread?.next }];
    unreadable += 1;
    const [first, ...others] = read.messages;
    return first ? [{ root: first, replies: others }] : [];
  });
  return { threads, unreadable };
}

/** The root of the message's thread: itself, unless it is a reply. */
export function threadOf({ id, replyToId }: TeamsMessage): string {
  return replyToId || id;
}

/** Each message once. */
export function uniqueMessages(
  messages: readonly TeamsMessage[],
): TeamsMessage[] {
  return [...new Map(messages.map(message => [message.id, message])).values()];
}
