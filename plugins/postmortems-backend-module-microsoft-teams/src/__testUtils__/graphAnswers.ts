import type { FakeGraph } from './FakeGraph';

export type Answer = {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
};
export type RawMessage = {
  id: string;
  createdDateTime: string;
  [field: string]: unknown;
};
export type FakeChannel = {
  id: string;
  displayName: string;
  membershipType: string;
  isArchived?: boolean;
  createdDateTime?: string;
  messages: RawMessage[];
};
export type FakeMeeting = {
  id: string;
  subject: string;
  transcripts: {
    id: string;
    createdDateTime: string;
    endDateTime?: string;
    metadataContent?: string;
    content?: string;
  }[];
};

const MAX_TOP = 50;
const MONTHS_MS = 8 * 30.5 * 24 * 60 * 60 * 1000;

/** Operations, with the query options that they have and the permission that they need. */
const OPERATIONS: {
  path: RegExp;
  permission: string;
  options: string[];
  answer: (call: Call) => Answer;
}[] = [
  {
    path: /^\/teams\/([^/]+)\/channels$/,
    permission: 'Channel.ReadBasic.All',
    options: ['$filter', '$select', '$expand'],
    answer: ({ fake, ids: [team] }) => {
      const channels = fake.channels.get(team);
      return channels
        ? ok({ value: channels.map(channelOf) })
        : graphError(404, 'NotFound', `No team found with Group Id ${team}`);
    },
  },
  {
    path: /^\/teams\/([^/]+)\/channels\/([^/]+)\/messages$/,
    permission: 'ChannelMessage.Read.All',
    options: ['$top', '$expand', '$skiptoken'],
    answer: call => threadsPage(call, () => true),
  },
  {
    path: /^\/teams\/([^/]+)\/channels\/([^/]+)\/messages\/delta$/,
    permission: 'ChannelMessage.Read.All',
    options: ['$top', '$expand', '$filter', '$skiptoken'],
    answer: call => delta(call),
  },
  {
    path: /^\/teams\/([^/]+)\/channels\/([^/]+)\/messages\/([^/]+)$/,
    permission: 'ChannelMessage.Read.All',
    options: [],
    answer: call =>
      inChannel(call, ({ messages }) => {
        const found = messages.find(({ id }) => id === call.ids[2]);
        return found ? ok(messageOf(found)) : notFound();
      }),
  },
  {
    path: /^\/teams\/([^/]+)\/channels\/([^/]+)\/messages\/([^/]+)\/replies$/,
    permission: 'ChannelMessage.Read.All',
    options: ['$top', '$skiptoken'],
    answer: call =>
      inChannel(call, channel =>
        page(call, repliesTo(channel, call.ids[2]).map(messageOf)),
      ),
  },
  {
    path: /^\/users\/([^/]+)$/,
    permission: 'User.Read.All',
    options: ['$select'],
    answer: ({ fake, ids: [id] }) => {
      const user = fake.users.get(id);
      return user ? ok({ id, mail: null, ...user }) : notFound();
    },
  },
  {
    path: /^\/users\/([^/]+)\/onlineMeetings\/getAllTranscripts\(meetingOrganizerUserId='([^']+)',startDateTime=([^,]+),endDateTime=([^,]+)\)$/,
    permission: 'OnlineMeetingTranscript.Read.All',
    options: ['$top', '$skiptoken'],
    answer: call => allTranscripts(call),
  },
  {
    path: /^\/users\/([^/]+)\/onlineMeetings\/([^/]+)$/,
    permission: 'OnlineMeetings.Read.All',
    options: ['$select'],
    answer: call =>
      inMeeting(call, ({ subject }) =>
        ok({
          subject,
          joinWebUrl: 'https://teams.microsoft.com/l/meetup-join/1',
        }),
      ),
  },
  {
    path: /^\/users\/([^/]+)\/onlineMeetings\/([^/]+)\/transcripts\/([^/]+)\/(content|metadataContent)$/,
    permission: 'OnlineMeetingTranscript.Read.All',
    options: ['$format'],
    answer: call =>
      inMeeting(call, ({ transcripts }) => {
        const [, , id, part] = call.ids;
        const body = transcripts.find(one => one.id === id)?.[
          part as 'content' | 'metadataContent'
        ];
        return body === undefined
          ? notFound()
          : { status: 200, headers: { 'content-type': 'text/vtt' }, body };
      }),
  },
];

type Call = {
  fake: FakeGraph;
  path: string;
  query: URLSearchParams;
  ids: string[];
};

export function answerTo(
  fake: FakeGraph,
  path: string,
  query: URLSearchParams,
): Answer {
  for (const { path: pattern, permission, options, answer } of OPERATIONS) {
    const match = pattern.exec(path);
    if (!match) continue;
    for (const name of query.keys()) {
      if (!options.includes(name)) {
        fake.requestProblems.push(`${path} has no option ${name}`);
      }
    }
    if (Number(query.get('$top') ?? 1) > MAX_TOP) {
      return graphError(400, 'BadRequest', 'The limit of $top is 50.');
    }
    if (!fake.permissions.has(permission)) {
      return graphError(
        403,
        'Forbidden',
        `Missing role permissions on the request. API requires one of '${permission}'.`,
      );
    }
    return answer({ fake, path, query, ids: match.slice(1) });
  }
  fake.requestProblems.push(`${path} is not in the description`);
  return graphError(400, 'BadRequest', 'Resource not found for the segment.');
}

export function graphError(
  status: number,
  code: string,
  message: string,
): Answer {
  return {
    status,
    body: {
      error: {
        code,
        message,
        innerError: { date: '2026-03-02T17:00:00', 'request-id': '599d9cb0' },
      },
    },
  };
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function notFound(): Answer {
  return graphError(404, 'NotFound', 'NotFound');
}

function inChannel(
  { fake, ids: [team, id] }: Call,
  answer: (channel: FakeChannel) => Answer,
): Answer {
  const channel = fake.channels.get(team)?.find(one => one.id === id);
  return channel ? answer(channel) : notFound();
}

function inMeeting(
  { fake, ids: [organizer, id] }: Call,
  answer: (meeting: FakeMeeting) => Answer,
): Answer {
  const meeting = fake.meetings.get(organizer)?.find(one => one.id === id);
  return meeting ? answer(meeting) : notFound();
}

/** Links have all options in their tokens. */
type Token = { offset: number; top: number; since?: string };

function tokenOf(query: URLSearchParams): Token {
  const token = query.get('$skiptoken');
  return token
    ? JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    : { offset: 0, top: Number(query.get('$top') ?? 20) };
}

function linkTo(fake: FakeGraph, path: string, token: Token): string {
  const text = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${fake.url}/v1.0${encodeURI(path)}?$skiptoken=${text}`;
}

function page<T extends object>(
  { fake, path, query }: Call,
  items: T[],
  more: {
    since?: string;
    last?: Record<string, string>;
    shape?: (item: T) => object;
  } = {},
): Answer {
  const { offset, top } = tokenOf(query);
  const { since, last, shape = item => item } = more;
  const end = offset + Math.min(top, fake.limits.page);
  return ok({
    '@odata.context': `${fake.url}/v1.0/$metadata#Collection`,
    value: items.slice(offset, end).map(shape),
    ...(end < items.length
      ? { '@odata.nextLink': linkTo(fake, path, { offset: end, top, since }) }
      : last),
  });
}

function delta(call: Call): Answer {
  const { fake, path, query } = call;
  const filter = query.get('$filter') ?? '';
  const [, filtered] = /^lastModifiedDateTime gt (\S+)$/.exec(filter) ?? [];
  const since = filtered ?? tokenOf(query).since;
  if (!since || Number.isNaN(Date.parse(since))) {
    return graphError(400, 'BadRequest', 'Only lastModifiedDateTime gt.');
  }
  const oldest = Math.max(Date.parse(since), fake.now() - MONTHS_MS);
  return threadsPage(
    call,
    thread => thread.some(one => isChangedAfter(one, oldest)),
    {
      since,
      last: { '@odata.deltaLink': `${fake.url}/v1.0${path}?$deltatoken=1` },
    },
  );
}

function threadsPage(
  call: Call,
  isIn: (thread: RawMessage[]) => boolean,
  more?: { since?: string; last?: Record<string, string> },
): Answer {
  return inChannel(call, ({ messages }) => {
    const threads = new Map<string, RawMessage[]>();
    for (const message of messages) {
      const { id, replyToId } = message;
      if (!replyToId) threads.set(id, [message]);
      else threads.get(String(replyToId))?.push(message);
    }
    return page(call, [...threads.values()].filter(isIn), {
      ...more,
      shape: ([root, ...replies]) => withReplies(call, root, replies),
    });
  });
}

function withReplies(
  { fake, path }: Call,
  root: RawMessage,
  replies: RawMessage[],
) {
  const shown = replies.slice(0, fake.limits.replies);
  const base = path.replace(/\/delta$/, '');
  const token = { offset: shown.length, top: MAX_TOP };
  const next = linkTo(fake, `${base}/${root.id}/replies`, token);
  return {
    ...messageOf(root),
    replies: shown.map(messageOf),
    ...(shown.length < replies.length && { 'replies@odata.nextLink': next }),
  };
}

function repliesTo({ messages }: FakeChannel, id: string): RawMessage[] {
  return messages.filter(({ replyToId }) => replyToId === id);
}

function isChangedAfter(message: RawMessage, since: number): boolean {
  return [
    'createdDateTime',
    'lastModifiedDateTime',
    'lastEditedDateTime',
    'deletedDateTime',
  ].some(name => message[name] && Date.parse(String(message[name])) > since);
}

function allTranscripts(call: Call): Answer {
  const [user, organizer, from, to] = call.ids;
  if (user !== organizer) {
    return graphError(
      400,
      'BadRequest',
      'meetingOrganizerUserId is not valid.',
    );
  }
  const meetings = call.fake.meetings.get(organizer);
  if (!meetings) {
    return graphError(
      403,
      'Forbidden',
      'No application access policy found for this app',
    );
  }
  const found = meetings.flatMap(({ id: meetingId, transcripts }) =>
    transcripts
      .filter(({ createdDateTime: at }) => at > from && at < to)
      .map(({ id, createdDateTime, endDateTime }) => ({
        '@odata.type': '#microsoft.graph.callTranscript',
        id,
        meetingId,
        createdDateTime,
        endDateTime,
      })),
  );
  return page(call, found);
}

function channelOf(channel: FakeChannel) {
  const { id, displayName, membershipType, isArchived = false } = channel;
  return {
    id,
    displayName,
    membershipType,
    isArchived,
    createdDateTime: channel.createdDateTime ?? '2024-01-01T00:00:00Z',
    description: null,
    email: '',
    webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(id)}`,
    tenantId: '2432b57b-0abd-43db-aa7b-16eadd115d34',
  };
}

function messageOf(message: RawMessage) {
  const { id, createdDateTime, replyToId = null } = message;
  return {
    '@odata.type': '#microsoft.graph.chatMessage',
    etag: id,
    messageType: 'message',
    lastModifiedDateTime: createdDateTime,
    lastEditedDateTime: null,
    deletedDateTime: null,
    subject: null,
    summary: null,
    chatId: null,
    importance: 'normal',
    locale: 'en-us',
    webUrl: `https://teams.microsoft.com/l/message/1/${id}`,
    policyViolation: null,
    eventDetail: null,
    attachments: [],
    mentions: [],
    reactions: [],
    ...message,
    replyToId,
  };
}
