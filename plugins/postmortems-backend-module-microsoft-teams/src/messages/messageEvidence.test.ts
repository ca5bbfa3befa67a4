import { parseKnownPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { type MessageContext, messageEvidence } from './messageEvidence';
import { readMessages } from './teamsMessage';

const ADA = '8ea0e38b-efb3-4757-924a-5f94061cf8c2';
const BEN = 'ef1c916a-3135-4417-ba27-8eb7bd084193';
const people = new Map([
  [ADA, 'Ada Lovelace'],
  [BEN, 'Ben Okri'],
]);
const context: MessageContext = {
  channel: {
    id: '19:ops@thread.tacv2',
    name: 'Incident 42',
    isPrivate: false,
    teamId: 'T1',
  },
  nameOf: id => people.get(id),
  userRef: id => (id === ADA ? 'user:default/ada' : undefined),
  serviceOf: text =>
    `component:default/${text.includes('basket') ? 'basket' : 'checkout'}`,
  retentionDays: 30,
  now: new Date('2030-01-01T00:00:00.000Z'),
};

function map(message: object) {
  const { messages } = readMessages([
    {
      id: '1772460000000',
      replyToId: null,
      messageType: 'message',
      createdDateTime: '2026-03-02T14:00:00Z',
      lastEditedDateTime: null,
      deletedDateTime: null,
      subject: null,
      from: { application: null, user: { id: ADA, displayName: 'Ada' } },
      webUrl: 'https://teams.microsoft.com/l/message/1',
      attachments: [],
      mentions: [],
      reactions: [],
      ...message,
    },
  ]);
  return messageEvidence(messages[0], context);
}

const html = (content: string, more: object = {}) =>
  map({ body: { contentType: 'html', content }, ...more });
const card = (type: string, content: object) =>
  map({
    body: { contentType: 'html', content: '<attachment id="1"></attachment>' },
    from: { application: { id: 'A1', displayName: 'Grafana' }, user: null },
    attachments: [
      {
        id: '1',
        contentType: `application/vnd.microsoft.${type}`,
        contentUrl: null,
        content: JSON.stringify(content),
        name: null,
      },
    ],
  }).payload;

describe('messageEvidence', () => {
  it('keeps who said what, where, when and until when', () => {
    const node = html('<p>The basket is slow</p>');
    expect(node).toEqual({
      id: 'microsoft_teams/19:ops@thread.tacv2/1772460000000',
      sourceType: 'chat',
      provider: 'microsoft_teams',
      timestamp: '2026-03-02T14:00:00.000Z',
      sourceUrl: 'https://teams.microsoft.com/l/message/1',
      expiresAt: '2026-04-01T14:00:00.000Z',
      metadata: {
        service: 'component:default/basket',
        correlationId: 'microsoft_teams:19:ops@thread.tacv2:1772460000000',
      },
      payload: {
        kind: 'message',
        text: 'The basket is slow',
        channel: 'Incident 42',
        channelId: '19:ops@thread.tacv2',
        teamId: 'T1',
        messageId: '1772460000000',
        postedAt: '2026-03-02T14:00:00.000Z',
        threadId: '1772460000000',
        author: {
          id: ADA,
          name: 'Ada Lovelace',
          entityRef: 'user:default/ada',
        },
        takenFrom: ['/body/content'],
      },
    });
    expect(parseKnownPayload(node.payload)?.kind).toBe('message');
  });

  it.each([
    ['<p>a &lt;b&gt; &amp;lt; c&nbsp;d</p>', 'a <b> &lt; c d'],
    ['<div>one</div><div>two<br>three</div>', 'one\ntwo\nthree'],
    [
      '<p>see <a href="https://a.example/?x=1&amp;y=2">graph</a></p>',
      'see graph (https://a.example/?x=1&y=2)',
    ],
    ['<a href="https://a.example">https://a.example</a>', 'https://a.example'],
    ['<ul><li>pool</li><li>cache</li></ul>', '• pool\n• cache'],
    ['<p>ok <emoji id="yes" alt="👍" title="Yes"></emoji></p>', 'ok 👍'],
    ['<p><img alt="p99 graph" src="x"></p>', '[p99 graph]'],
    ['<blockquote>it hangs</blockquote><p>No</p>', '> it hangs\nNo'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    [
      '<h1>Heading</h1><table><tr><td>a</td><td>b</td></tr></table>',
      'Heading\na | b',
    ],
    [
      '<table><tr><td rowspan="100000000" colspan="100000000">a</td></tr></table>',
      'a',
    ],
    [
      '<script>alert(1)</script><p onclick="x">text</p><style>p{}</style>',
      'text',
    ],
    ['<systemEventMessage/>', ''],
    ['<p>unclosed <b>bold', 'unclosed bold'],
  ])('reads %j as %j', (content, text) => {
    expect(html(content).payload.text).toBe(text);
  });

  it('cuts what is far longer or deeper than any message', () => {
    expect(
      String(html('<p>x</p>'.repeat(100_000)).payload.text).length,
    ).toBeLessThan(20_000);
    expect(html('<div>'.repeat(10_000)).payload.text).toBeDefined();
  });

  it('names those who are mentioned by their accounts', () => {
    const { payload } = html(
      '<p><at id="0">Boss</at> <at id="1">General</at> <at id="7">x</at></p>',
      {
        mentions: [
          { id: 0, mentionText: 'Boss', mentioned: { user: { id: BEN } } },
          { id: 1, mentionText: 'General', mentioned: { conversation: {} } },
        ],
      },
    );
    expect(payload).toMatchObject({
      text: '@Ben Okri @General @somebody',
      mentions: [{ id: BEN, name: 'Ben Okri' }],
    });
  });

  it('takes the subject of a post before its text', () => {
    expect(
      html('<p>since 14:00</p>', { subject: 'Checkout' }).payload,
    ).toMatchObject({
      text: 'Checkout\nsince 14:00',
      takenFrom: ['/subject', '/body/content'],
    });
  });

  it('takes the text of an adaptive card when the message has none', () => {
    expect(
      card('card.adaptive', {
        type: 'AdaptiveCard',
        body: [
          { type: 'TextBlock', text: 'FIRING: p99 < 3 s' },
          { type: 'TextBlock', text: 'hidden', isVisible: false },
          { type: 'FactSet', facts: [{ title: 'Pod:', value: 'db-0' }] },
          {
            type: 'ColumnSet',
            columns: [
              { type: 'Column', items: [{ type: 'TextBlock', text: 'left' }] },
              {
                type: 'Column',
                items: [
                  {
                    type: 'RichTextBlock',
                    inlines: ['a', { type: 'TextRun', text: 'b' }],
                  },
                ],
              },
            ],
          },
          { type: 'Input.Text', placeholder: 'note', title: 'Note' },
          { type: 'Image', altText: 'graph of p99' },
          { type: 'NotInventedYet', items: [{ text: 'later' }] },
        ],
        actions: [{ type: 'Action.OpenUrl', title: 'Silence' }],
      }),
    ).toMatchObject({
      text: 'FIRING: p99 < 3 s\nPod: db-0\nleft\nab\ngraph of p99\nlater',
      takenFrom: ['/attachments/0/content'],
      author: { id: 'A1', name: 'Grafana', isBot: true },
    });
  });

  it('takes the text of cards of connectors and bots', () => {
    expect(
      card('teams.card.o365connector', {
        summary: 'Alert',
        title: 'Checkout <b>errors</b>',
        sections: [
          {
            activityTitle: '12 % of orders fail',
            facts: [{ name: 'severity', value: 'sev1' }],
          },
        ],
      }).text,
    ).toBe('Checkout errors\n12 % of orders fail\nseverity: sev1');
    expect(
      card('card.hero', { title: 'Deployed', text: '4.2<br>to production' })
        .text,
    ).toBe('Deployed\n4.2\nto production');
    expect(card('card.adaptive', { fallbackText: 'Only this' }).text).toBe(
      'Only this',
    );
  });

  it('keeps what a card says besides the text', () => {
    const { payload } = html('<p>Look</p>', {
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.thumbnail',
          content: '{"title":"p99","text":"4 s"}',
        },
      ],
    });
    expect(payload).toMatchObject({ text: 'Look', attachmentText: 'p99\n4 s' });
  });

  it('keeps of files only what is known of them, and nothing of what is quoted', () => {
    const { payload } = html('<p></p>', {
      attachments: [
        {
          id: 'F1',
          contentType: 'reference',
          contentUrl: 'https://example.sharepoint.com/graph.png',
          name: 'graph.png',
          content: 'secret',
        },
        {
          id: '2',
          contentType: 'messageReference',
          name: 'quoted',
          content: '{"messagePreview":"quoted"}',
        },
      ],
    });
    expect(payload).toMatchObject({
      text: 'graph.png',
      takenFrom: ['/attachments/0/name'],
      files: [
        {
          id: 'F1',
          name: 'graph.png',
          permalink: 'https://example.sharepoint.com/graph.png',
        },
      ],
    });
    expect(JSON.stringify(payload)).not.toMatch(/secret|quoted/);
  });

  it('counts reactions by kind', () => {
    const { payload } = html('<p>fixed</p>', {
      reactions: [
        { reactionType: 'like', user: { user: { id: ADA } } },
        { reactionType: 'heart', user: { user: { id: ADA } } },
        { reactionType: 'like', user: { user: { id: BEN } } },
      ],
    });
    expect(payload.reactions).toEqual([
      { name: 'like', count: 2, users: [ADA, BEN] },
      { name: 'heart', count: 1, users: [ADA] },
    ]);
  });

  it.each([
    ['membersAdded', 'members_added', 'Members were added.'],
    ['callStarted', 'call_started', 'A call began.'],
    ['tabUpdated', 'tab_updated', 'Event of Teams: tab updated.'],
    ['channelRenamed', 'channel_renamed', 'The channel was renamed to <War>.'],
  ])(
    'tells %s as an event, not as something that was said',
    (type, reason, message) => {
      const { payload } = html('<systemEventMessage/>', {
        messageType: 'systemEventMessage',
        from: null,
        eventDetail: {
          '@odata.type': `#microsoft.graph.${type}EventMessageDetail`,
          channelDisplayName: '<War>',
          initiator: { user: { id: BEN, displayName: null } },
        },
      });
      expect(payload).toMatchObject({
        kind: 'event',
        reason,
        message,
        author: { id: BEN, name: 'Ben Okri' },
      });
    },
  );

  it('gives an edited message an id of its own, and tells the deletion without a quote', () => {
    const edited = html('<p>It was the pool</p>', {
      lastEditedDateTime: '2026-03-02T15:00:00Z',
    });
    expect(edited.id).toMatch(
      /1772460000000\/edited\/2026-03-02T15:00:00.000Z$/,
    );
    expect(edited.payload.edited).toEqual({
      at: '2026-03-02T15:00:00.000Z',
      earlier: 'microsoft_teams/19:ops@thread.tacv2/1772460000000',
    });
    const deleted = html('<p>left over</p>', {
      deletedDateTime: '2026-03-02T15:01:00Z',
    });
    expect(deleted.payload).toMatchObject({
      kind: 'event',
      reason: 'message_deleted',
      message: 'A message in Incident 42 was deleted at 2026-03-02 15:01 UTC.',
    });
    expect(JSON.stringify(deleted)).not.toContain('left over');
  });
});
