import { z } from 'zod';

const text = z.string();
const optionalText = text.optional().catch(undefined);

/** Seconds and microseconds since 1970, which also identify a message in its channel. */
export const slackTsSchema = text.regex(/^\d{1,10}\.\d{1,6}$/);

const fileSchema = z.looseObject({
  id: optionalText,
  name: optionalText,
  title: optionalText,
  mimetype: optionalText,
  size: z.number().optional().catch(undefined),
  permalink: optionalText,
  /** `tombstone` when the file was deleted. */
  mode: optionalText,
});

const reactionSchema = z.looseObject({
  name: text,
  count: z.number().optional().catch(undefined),
  users: z.array(text).optional().catch(undefined),
});

/**
 * A message of Slack, as the Web API, an event or an export has it. An odd field
 * is left out, so that it costs no message.
 */
export const slackMessageSchema = z.looseObject({
  ts: slackTsSchema,
  subtype: optionalText,
  hidden: z.boolean().optional().catch(undefined),
  text: text.nullish().catch(undefined),
  user: optionalText,
  bot_id: optionalText,
  username: optionalText,
  bot_profile: z
    .looseObject({ name: optionalText })
    .optional()
    .catch(undefined),
  user_profile: z
    .looseObject({ real_name: optionalText, display_name: optionalText })
    .optional()
    .catch(undefined),
  thread_ts: slackTsSchema.optional().catch(undefined),
  reply_count: z.number().optional().catch(undefined),
  latest_reply: slackTsSchema.optional().catch(undefined),
  blocks: z.array(z.unknown()).optional().catch(undefined),
  attachments: z.array(z.unknown()).optional().catch(undefined),
  files: z.array(fileSchema).optional().catch(undefined),
  reactions: z.array(reactionSchema).optional().catch(undefined),
  pinned_to: z.array(text).optional().catch(undefined),
  edited: z
    .looseObject({ user: optionalText, ts: slackTsSchema })
    .optional()
    .catch(undefined),
});

export type SlackMessage = z.output<typeof slackMessageSchema>;

/** Reads messages one by one. */
export function readMessages(values: readonly unknown[]): {
  messages: SlackMessage[];
  /** How many had no valid `ts`, which nothing can be without. */
  unreadable: number;
} {
  const messages = values.flatMap(
    value => slackMessageSchema.safeParse(value).data ?? [],
  );
  return { messages, unreadable: values.length - messages.length };
}

/** The root of the message's thread: itself, unless it is a reply. */
export function threadOf(
  message: Pick<SlackMessage, 'ts' | 'thread_ts'>,
): string {
  return message.thread_ts ?? message.ts;
}

/** The time that a `ts` stands for. */
export function timeOf(ts: string): Date {
  const [seconds, fraction = ''] = ts.split('.');
  const micros = Number(fraction.padEnd(6, '0'));
  return new Date(Number(seconds) * 1000 + Math.floor(micros / 1000));
}

/** A `ts` for the start of the time's millisecond. */
export function tsOf(time: Date): string {
  const ms = time.getTime();
  const seconds = Math.floor(ms / 1000);
  return `${seconds}.${String((ms % 1000) * 1000).padStart(6, '0')}`;
}

/**
 * Each message once. A reply that was also shown in the channel is listed twice,
 * and only one of the two says so.
 */
export function uniqueMessages(
  messages: readonly SlackMessage[],
): SlackMessage[] {
  const byTs = new Map<string, SlackMessage>();
  for (const message of messages) {
    const known = byTs.get(message.ts);
    if (!known || (!known.subtype && message.subtype)) {
      byTs.set(message.ts, message);
    }
  }
  return [...byTs.values()];
}
