import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SlackDescription } from './slackDescription';

export type RawMessage = { ts: string; [field: string]: unknown };
export type FakeChannel = {
  id: string;
  name: string;
  isPrivate?: boolean;
  isMember?: boolean;
  isArchived?: boolean;
  messages: RawMessage[];
  pins?: { ts: string; created: number; by: string }[];
};
/** Milliseconds since 1970. */
type Clock = { now(): number };
type Answer = Record<string, unknown>;
type Args = Record<string, string>;
/** Something else than the usual answer. */
export type Odd =
  | { status: number; headers?: Record<string, string>; body?: string }
  | { error: string; needed?: string };

const TEAM = 'T012AB3C4';

/**
 * A workspace on loopback with channels, threads, cursors and rate limits. Each
 * request is held to Slack's description, where that is there.
 */
export class FakeSlack {
  readonly channels: FakeChannel[] = [];
  /** By id; those that are not here are strangers to Slack as well. */
  readonly users = new Map<string, { name: string; email?: string }>();
  readonly groups = new Map<string, string>();
  /** As of apps outside the marketplace: 1 call a minute with 15 messages. */
  limits = { callsPerMinute: Infinity, page: 1000 };
  readonly calls: { method: string; args: Args }[] = [];
  readonly requestProblems: string[] = [];
  readonly answerProblems: string[] = [];
  token = 'xoxb-test';
  /** Asked before each call; what it returns is the answer. */
  odd: (method: string, args: Args, count: number) => Odd | undefined = () =>
    undefined;
  readonly #description = SlackDescription.read();
  readonly #clock: Clock;
  readonly #server: Server;
  /** Times of the calls in the last minute, by method. */
  readonly #recent = new Map<string, number[]>();

  static async start(clock: Clock): Promise<FakeSlack> {
    const fake = new FakeSlack(clock);
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', () => resolve());
    });
    return fake;
  }

  private constructor(clock: Clock) {
    this.#clock = clock;
    this.#server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', chunk => chunks.push(chunk));
      req.on('end', () => {
        const method = req.url!.replace(/^\/api\//, '');
        const args = Object.fromEntries(
          new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
        );
        const reply = this.#reply(method, args, req.headers.authorization);
        res.writeHead(reply.status, {
          'content-type': 'application/json',
          ...reply.headers,
        });
        res.end(reply.body);
      });
    });
  }

  get apiUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  add(channel: Partial<FakeChannel> & { id: string; name: string }) {
    const full = { isMember: true, messages: [], ...channel };
    this.channels.push(full);
    return full;
  }

  callsOf(method: string): number {
    return this.calls.filter(call => call.method === method).length;
  }

  #reply(method: string, args: Args, authorization: string | undefined) {
    this.calls.push({ method, args });
    this.requestProblems.push(
      ...(this.#description?.problemsOfRequest(method, args) ?? []),
    );
    const odd = this.odd(method, args, this.callsOf(method));
    if (odd && 'error' in odd) return json({ ok: false, ...odd });
    if (odd) return { headers: {}, body: '', ...odd };
    if (authorization !== `Bearer ${this.token}`) {
      return json({ ok: false, error: 'invalid_auth' });
    }
    const wait = this.#secondsToWait(method);
    if (wait > 0) {
      return {
        status: 429,
        headers: { 'retry-after': String(wait) },
        body: JSON.stringify({ ok: false, error: 'ratelimited' }),
      };
    }
    const answer = this.#answer(method, args);
    if (answer.ok) {
      this.answerProblems.push(
        ...(this.#description?.problemsOfAnswer(method, answer) ?? []),
      );
    }
    return json(answer);
  }

  #secondsToWait(method: string): number {
    if (!/history|replies/.test(method)) return 0;
    const now = this.#clock.now();
    const recent = (this.#recent.get(method) ?? []).filter(
      at => at > now - 60_000,
    );
    this.#recent.set(method, recent);
    if (recent.length >= this.limits.callsPerMinute) {
      return Math.ceil((recent[0] + 60_000 - now) / 1000);
    }
    recent.push(now);
    return 0;
  }

  #answer(method: string, args: Args): Answer {
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          url: 'https://example.slack.com/',
          team: 'Example',
          user: 'postmortems',
          team_id: TEAM,
          user_id: 'U0BOT0000',
        };
      case 'conversations.list':
        return this.#list(args);
      case 'conversations.info':
        return this.#inChannel(args, channel => ({
          ok: true,
          channel: conversation(channel),
        }));
      case 'conversations.history':
        return this.#inChannel(args, channel => history(channel, args, this));
      case 'conversations.replies':
        return this.#inChannel(args, channel => replies(channel, args, this));
      case 'pins.list':
        return this.#inChannel(args, pins);
      case 'users.info':
        return this.#user(args.user);
      case 'usergroups.list':
        return {
          ok: true,
          usergroups: [...this.groups].map(([id, handle]) =>
            userGroup(id, handle),
          ),
        };
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  #list(args: Args): Answer {
    const types = args.types.split(',');
    const visible = this.channels.filter(({ isPrivate }) =>
      types.includes(isPrivate ? 'private_channel' : 'public_channel'),
    );
    const start = Number(args.cursor || 0);
    const end = start + Math.min(Number(args.limit), this.limits.page);
    return {
      ok: true,
      channels: visible.slice(start, end).map(conversation),
      response_metadata: {
        next_cursor: end < visible.length ? String(end) : '',
      },
    };
  }

  #inChannel(args: Args, answer: (channel: FakeChannel) => Answer): Answer {
    const channel = this.channels.find(({ id }) => id === args.channel);
    if (!channel) return { ok: false, error: 'channel_not_found' };
    return channel.isMember
      ? answer(channel)
      : { ok: false, error: 'not_in_channel' };
  }

  #user(id: string): Answer {
    const user = this.users.get(id);
    if (!user) return { ok: false, error: 'user_not_found' };
    return {
      ok: true,
      user: {
        id,
        name: user.name.toLocaleLowerCase('en-US').replace(/ /g, '.'),
        real_name: user.name,
        profile: { real_name: user.name, display_name: '', email: user.email },
      },
    };
  }
}

function history(channel: FakeChannel, args: Args, fake: FakeSlack): Answer {
  const shown = channel.messages
    .filter(({ ts, thread_ts: thread, subtype }) =>
      isReply({ ts, thread_ts: thread })
        ? subtype === 'thread_broadcast'
        : true,
    )
    .filter(message => isBetween(message, args))
    .sort((a, b) => compare(b.ts, a.ts));
  return page(channel, shown, args, fake, {
    pin_count: channel.pins?.length ?? 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
  });
}

function replies(channel: FakeChannel, args: Args, fake: FakeSlack): Answer {
  const root = channel.messages.find(({ ts }) => ts === args.ts);
  if (!root) return { ok: false, error: 'thread_not_found' };
  const found = channel.messages
    .filter(message => isReply(message) && message.thread_ts === args.ts)
    .filter(message => isBetween(message, args))
    .sort((a, b) => compare(a.ts, b.ts));
  return page(channel, [root, ...found], args, fake);
}

function page(
  channel: FakeChannel,
  messages: RawMessage[],
  args: Args,
  fake: FakeSlack,
  more: object = {},
): Answer {
  if (args.cursor && !/^c\d+$/.test(args.cursor)) {
    return { ok: false, error: 'invalid_cursor' };
  }
  const start = Number(args.cursor?.slice(1) ?? 0);
  const end = start + Math.min(Number(args.limit), fake.limits.page);
  const hasMore = end < messages.length;
  return {
    ok: true,
    messages: messages
      .slice(start, end)
      .map(message => withReplies(channel, message)),
    has_more: hasMore,
    ...more,
    ...(hasMore && { response_metadata: { next_cursor: `c${end}` } }),
  };
}

function pins(channel: FakeChannel): Answer {
  return {
    ok: true,
    items: (channel.pins ?? []).map(({ ts, created, by }) => ({
      type: 'message',
      channel: channel.id,
      created,
      created_by: by,
      message: channel.messages.find(message => message.ts === ts),
    })),
  };
}

function withReplies(channel: FakeChannel, message: RawMessage): RawMessage {
  const found = channel.messages.filter(
    other => other.thread_ts === message.ts && isReply(other),
  );
  if (found.length === 0 || isReply(message)) return message;
  return {
    ...message,
    thread_ts: message.ts,
    reply_count: found.length,
    latest_reply: found
      .map(({ ts }) => ts)
      .sort(compare)
      .at(-1),
  };
}

function isReply({ ts, thread_ts: thread }: RawMessage): boolean {
  return thread !== undefined && thread !== ts;
}

function isBetween({ ts }: RawMessage, { oldest, latest }: Args): boolean {
  return (
    (!oldest || compare(ts, oldest) >= 0) &&
    (!latest || compare(ts, latest) <= 0)
  );
}

function compare(a: string, b: string): number {
  return Number(a) - Number(b);
}

function conversation({ id, name, ...channel }: FakeChannel) {
  const isPrivate = channel.isPrivate ?? false;
  const nothing = { creator: '', last_set: 0, value: '' };
  return {
    id,
    name,
    name_normalized: name,
    created: 1_700_000_000,
    creator: 'U012A3CDE',
    is_archived: channel.isArchived ?? false,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: false,
    is_member: channel.isMember ?? false,
    is_private: isPrivate,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    pending_shared: [],
    is_pending_ext_shared: false,
    previous_names: [],
    purpose: nothing,
    topic: nothing,
    unlinked: 0,
    num_members: 4,
  };
}

function userGroup(id: string, handle: string) {
  return {
    id,
    team_id: TEAM,
    is_usergroup: true,
    is_subteam: true,
    name: handle,
    description: '',
    handle,
    is_external: false,
    date_create: 1_700_000_000,
    date_update: 1_700_000_000,
    date_delete: 0,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: 'U012A3CDE',
    updated_by: 'U012A3CDE',
    deleted_by: null,
    prefs: { channels: [], groups: [] },
    user_count: 2,
  };
}

function json(answer: Answer) {
  return { status: 200, headers: {}, body: JSON.stringify(answer) };
}
