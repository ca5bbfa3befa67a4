import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { slackMessageSchema, slackTsSchema } from '../messages/slackMessage';

const text = z.string();
const optionalText = text.optional().catch(undefined);

const messageEventSchema = z.looseObject({
  type: z.literal('message'),
  subtype: optionalText,
  channel: text,
  channel_type: optionalText,
  event_ts: slackTsSchema.optional().catch(undefined),
  ts: slackTsSchema,
  deleted_ts: slackTsSchema.optional().catch(undefined),
  message: slackMessageSchema.optional().catch(undefined),
  previous_message: slackMessageSchema.optional().catch(undefined),
});
export type MessageEvent = z.output<typeof messageEventSchema>;

const eventCallSchema = z.looseObject({
  type: z.literal('event_callback'),
  event_id: text.min(1),
  event: z.looseObject({ type: text }),
});

const commandSchema = z.looseObject({
  command: text,
  text: text.default(''),
  trigger_id: text.min(1),
  channel_id: text,
  channel_name: optionalText,
  user_id: text,
  response_url: text,
});
export type Command = z.output<typeof commandSchema>;

const shortcutSchema = z.looseObject({
  type: z.literal('message_action'),
  callback_id: text,
  trigger_id: text.min(1),
  channel: z.looseObject({ id: text, name: optionalText }),
  user: z.looseObject({ id: text }),
  response_url: text,
  message: slackMessageSchema,
});
export type Shortcut = z.output<typeof shortcutSchema>;

/** What Slack may send to the one address that it has. */
export type SlackCall =
  | { kind: 'challenge'; challenge: string }
  | { kind: 'message'; id: string; event: MessageEvent }
  | { kind: 'command'; command: Command }
  | { kind: 'shortcut'; shortcut: Shortcut }
  /** Something that nothing is done with. */
  | { kind: 'other' };

/** @throws `InputError` when the body is neither JSON nor a form of Slack */
export function readCall(body: string): SlackCall {
  if (/^\s*\{/.test(body)) return readEvent(parseJson(body));
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  if (payload !== null) return readShortcut(parseJson(payload));
  const command = commandSchema.safeParse(Object.fromEntries(form));
  if (!command.success) throw new InputError('The call is none of Slack');
  return { kind: 'command', command: command.data };
}

function readEvent(value: unknown): SlackCall {
  const challenge = z
    .looseObject({ type: z.literal('url_verification'), challenge: text })
    .safeParse(value).data?.challenge;
  if (challenge !== undefined) return { kind: 'challenge', challenge };
  const call = eventCallSchema.safeParse(value).data;
  const event = messageEventSchema.safeParse(call?.event).data;
  const isInChannel =
    event?.channel_type === 'channel' || event?.channel_type === 'group';
  return call && event && isInChannel
    ? { kind: 'message', id: call.event_id, event }
    : { kind: 'other' };
}

function readShortcut(value: unknown): SlackCall {
  const shortcut = shortcutSchema.safeParse(value).data;
  return shortcut ? { kind: 'shortcut', shortcut } : { kind: 'other' };
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new InputError('The call of Slack holds JSON that cannot be read');
  }
}
