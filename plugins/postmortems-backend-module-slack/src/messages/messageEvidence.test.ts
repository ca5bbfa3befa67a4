import { parseKnownPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessageContext, messageEvidence } from './messageEvidence';
import {
  type SlackMessage,
  readMessages,
  uniqueMessages,
} from './slackMessage';

const { REAL_DATA_DIR } = process.env;
const describeReports = REAL_DATA_DIR ? describe : describe.skip;

const people = new Map([
  ['U1', 'Ada Lovelace'],
  ['U2', 'Ben Okri'],
]);
const context: MessageContext = {
  channel: { id: 'C012AB3CD', name: 'incident-checkout', isPrivate: false },
  names: {
    user: id => people.get(id),
    group: id => (id === 'S1' ? 'sre' : undefined),
    channel: id => (id === 'C9' ? 'ops' : undefined),
  },
  userRef: id => (id === 'U1' ? 'user:default/ada' : undefined),
  serviceOf: text =>
    `component:default/${text.includes('basket') ? 'basket' : 'checkout'}`,
  workspaceUrl: 'https://example.slack.com/',
  retentionDays: 30,
  now: new Date('2030-01-01T00:00:00.000Z'),
};

function map(message: object, overrides: Partial<MessageContext> = {}) {
  const { messages } = readMessages([
    { type: 'message', ts: '1772460000.000100', user: 'U1', ...message },
  ]);
  return messageEvidence(messages[0], { ...context, ...overrides });
}

const textOf = (message: object) => map(message).payload.text;

describe('messageEvidence', () => {
  it('keeps who said what, where, when and until when', () => {
    const node = map({ text: 'The basket is slow' });
    expect(node).toEqual({
      id: 'slack/C012AB3CD/1772460000.000100',
      sourceType: 'chat',
      provider: 'slack',
      timestamp: '2026-03-02T14:00:00.000Z',
      sourceUrl:
        'https://example.slack.com/archives/C012AB3CD/p1772460000000100',
      expiresAt: '2026-04-01T14:00:00.000Z',
      metadata: {
        service: 'component:default/basket',
        correlationId: 'slack:C012AB3CD:1772460000.000100',
      },
      payload: {
        kind: 'message',
        text: 'The basket is slow',
        channel: '#incident-checkout',
        channelId: 'C012AB3CD',
        ts: '1772460000.000100',
        threadId: '1772460000.000100',
        author: {
          id: 'U1',
          name: 'Ada Lovelace',
          entityRef: 'user:default/ada',
        },
        takenFrom: ['/text'],
      },
    });
    expect(parseKnownPayload(node.payload)?.kind).toBe('message');
  });

  it('links a reply with its thread', () => {
    expect(map({ text: 'Yes', thread_ts: '1772459000.000000' }).sourceUrl).toBe(
      'https://example.slack.com/archives/C012AB3CD/p1772460000000100?thread_ts=1772459000.000000&cid=C012AB3CD',
    );
  });

  it('counts a message from a clock that is ahead as said now', () => {
    const now = new Date('2026-03-02T13:50:00.000Z');
    const node = map({ text: 'Early' }, { now });
    expect(node.timestamp).toBe(now.toISOString());
    expect(node.payload.ts).toBe('1772460000.000100');
  });

  it.each([
    ['a &amp; b &lt;c&gt; &amp;lt;', 'a & b <c> &lt;'],
    ['<@U1> <@U404> <@U404|cleo>', '@Ada Lovelace @U404 @cleo'],
    ['<!subteam^S1> <!subteam^S9>', '@sre a user group'],
    ['<!subteam^S9|@dba>', '@dba (a user group)'],
    ['<#C9> <#C404|old> <!here>', '#ops #old @here'],
    ['<https://a.example/?x=1&amp;y=2>', 'https://a.example/?x=1&y=2'],
    ['<https://a.example|the graph>', 'the graph (https://a.example)'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<!date^1772460000^{time}|14:00>', '14:00'],
    ['a < b and c > d', 'a < b and c > d'],
  ])('reads %j as %j', (raw, read) => {
    expect(textOf({ text: raw })).toBe(read);
  });

  it('takes the text of blocks when a message has none', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Disk &amp; I/O' } },
      { type: 'divider' },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'Ask <@U2>' },
        fields: [{ type: 'mrkdwn', text: '*Pod*: db-0' }],
      },
      {
        type: 'context',
        elements: [
          { type: 'image', alt_text: 'graph' },
          { type: 'mrkdwn', text: 'since 14:00' },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'user', user_id: 'U1' },
                  { type: 'text', text: ' rolls back' },
                ],
              },
            ],
          },
        ],
      },
      { type: 'not_invented_yet', rows: [[{ type: 'raw', text: 'cell' }]] },
    ];
    const { payload } = map({ text: '', blocks });
    expect(payload.text).toBe(
      'Disk & I/O\nAsk @Ben Okri\n*Pod*: db-0\ngraph since 14:00\n• @Ada Lovelace rolls back\ncell',
    );
    expect(payload.takenFrom).toEqual([
      '/blocks/0',
      '/blocks/2',
      '/blocks/3',
      '/blocks/4',
      '/blocks/5',
    ]);
  });

  it('keeps what attachments say besides the text', () => {
    const attachments = [{ title: 'p99', text: '4 s on basket' }];
    const node = map({ text: 'Look', attachments });
    expect(node.payload).toMatchObject({
      text: 'Look',
      attachmentText: 'p99\n4 s on basket',
    });
    expect(node.metadata.service).toBe('component:default/basket');
  });

  it('names files of a message without text, and keeps only what is known of them', () => {
    const files = [
      { id: 'F1', name: 'graph.png', size: 10, url_private: 'https://x' },
      { id: 'F2', mode: 'tombstone' },
    ];
    expect(
      map({ text: '', files, subtype: 'file_share' }).payload,
    ).toMatchObject({
      kind: 'message',
      text: 'graph.png',
      takenFrom: ['/files/0'],
      files: [
        { id: 'F1', name: 'graph.png', size: 10 },
        { id: 'F2', deleted: true },
      ],
    });
  });

  it('keeps reactions with who gave them, and counts those whom Slack leaves out', () => {
    // As conversations.history has them; `users` may lack some, `count` never does:
    // https://docs.slack.dev/reference/methods/reactions.get
    const reactions = [
      { name: 'eyes', users: ['U1', 'U2'], count: 2 },
      { name: 'thumbsup::skin-tone-3', users: ['U1'], count: 51 },
      { name: 'rocket', users: ['U2'] },
    ];
    const { payload } = map({ text: 'Rolled back', reactions });
    expect(payload.reactions).toEqual([
      { name: 'eyes', count: 2, users: ['U1', 'U2'] },
      { name: 'thumbsup::skin-tone-3', count: 51, users: ['U1'] },
      { name: 'rocket', count: 1, users: ['U2'] },
    ]);
    expect(map({ text: 'Rolled back' }).payload).not.toHaveProperty(
      'reactions',
    );
  });

  it('marks what a program posts', () => {
    const message = { user: undefined, bot_id: 'B1', username: 'Deployer' };
    expect(map({ ...message, text: 'Done' }).payload.author).toEqual({
      id: 'B1',
      name: 'Deployer',
      isBot: true,
    });
  });

  it('tells joins and topics as events, not as something that was said', () => {
    expect(
      map({ subtype: 'channel_join', text: '<@U1> has joined the channel' })
        .payload,
    ).toMatchObject({
      kind: 'event',
      reason: 'channel_join',
      message: '@Ada Lovelace has joined the channel',
    });
  });

  it('gives an edited message an id of its own, and says when and by whom', () => {
    const node = map({
      text: 'It was the pool',
      edited: { user: 'U2', ts: '1772463600.000000' },
    });
    expect(node.id).toBe(
      'slack/C012AB3CD/1772460000.000100/edited/1772463600.000000',
    );
    expect(node.timestamp).toBe('2026-03-02T14:00:00.000Z');
    expect(node.payload.edited).toEqual({
      at: '2026-03-02T15:00:00.000Z',
      by: { id: 'U2', name: 'Ben Okri' },
      earlier: 'slack/C012AB3CD/1772460000.000100',
    });
  });

  it('keeps a message whose other fields are odd', () => {
    const node = map({ text: 7, user: {}, files: 'none', reactions: [{}] });
    expect(node.payload).toMatchObject({ kind: 'message', text: '' });
  });

  it('counts messages without a valid ts', () => {
    expect(readMessages([{ text: 'a' }, { ts: 'x' }, null])).toEqual({
      messages: [],
      unreadable: 3,
    });
  });
});

describeReports('bug reports (REAL_DATA_DIR)', () => {
  function report(folder: string): SlackMessage[] {
    const file = join(REAL_DATA_DIR!, 'bug-reports', folder, 'input.json');
    const { messages } = JSON.parse(readFileSync(file, 'utf8'));
    return uniqueMessages(readMessages(messages).messages);
  }
  const strangers = {
    names: {
      user: () => undefined,
      group: () => undefined,
      channel: () => undefined,
    },
  };
  const mapAll = (folder: string) =>
    report(folder).map(message =>
      messageEvidence(message, { ...context, ...strangers }),
    );

  it('40: takes the text of a bot from attachments and blocks, and keeps the thread together', () => {
    const nodes = mapAll('40-slack-bot-alert-without-text');
    expect(nodes.map(node => node.payload.text)).toEqual([
      '[FIRING:1] CheckoutErrors\n12 % of orders fail\nservice: checkout',
      'Rolled *checkout* back to 4.1',
      '> `pool.go:88` has no timeout',
    ]);
    expect(nodes.map(node => node.payload.takenFrom)).toEqual([
      [
        '/attachments/0/fallback',
        '/attachments/0/text',
        '/attachments/0/fields/0',
      ],
      ['/blocks/0'],
      ['/text'],
    ]);
    expect(new Set(nodes.map(node => node.payload.threadId))).toEqual(
      new Set(['1795600000.000100']),
    );
  });

  it('40: reads a rich text whose first element is empty', () => {
    const { blocks } = report('40-slack-bot-alert-without-text')[2];
    expect(textOf({ text: '', blocks })).toBe('> `pool.go:88` has no timeout');
  });

  it('42: has the broadcast once, the edit with its time, and tells the deletion without a quote', () => {
    const nodes = mapAll('42-slack-export-edits-and-broadcasts');
    expect(nodes.map(({ payload }) => payload.text ?? payload.message)).toEqual(
      [
        'Checkout & basket are down @sre (a user group) @U2',
        'Looks like the pool',
        'It was the deploy at 10:02',
        'A message in #incident-checkout was deleted.',
        'Agreed',
      ],
    );
    expect(nodes[1].payload.broadcast).toBe(true);
    expect(nodes[2].payload).toMatchObject({
      ts: '1795600200.000300',
      edited: { at: '2026-11-25T11:50:00.000Z' },
    });
    expect(nodes[3].payload).toMatchObject({
      kind: 'event',
      reason: 'message_deleted',
    });
    expect(nodes[3].payload.author).toBeUndefined();
    expect(nodes[4].payload.threadId).toBe('1795600300.000400');
  });
});
