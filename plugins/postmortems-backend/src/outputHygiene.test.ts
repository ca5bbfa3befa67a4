import { TestDatabases } from '@backstage/backend-test-utils';
import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

const ada = asUser('ada');
const time = '2026-03-02T14:02:00.000Z';
const CONTROL = /\p{Bidi_Control}/u;
const RLO = '\u202e';

const incident = {
  key: 'INC-1',
  title: `Checkout fails ${RLO}on nur\u202c`,
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: time,
  resolvedAt: '2026-03-02T14:31:00Z',
};
const alert = {
  id: 'alert',
  sourceType: 'telemetry',
  timestamp: time,
  metadata: { service: 'component:default/checkout' },
  payload: {
    kind: 'alert',
    alertName: `Errors${RLO}Low`,
    status: 'firing',
    startsAt: time,
  },
};

describe.each(databases.eachSupportedId())('what leaves, on %s', databaseId => {
  it('shows controls of the direction of text in titles and exports', async () => {
    const { api, invoke, stop } = await startPostmortems({
      databases,
      databaseId,
    });
    const shown = 'Checkout fails [U+202E]on nur[U+202C]';
    const { body: opened } = await api.post('/incidents', incident, ada);
    expect(opened.title).toBe(shown);
    // Sent again, it is the same
    expect((await api.post('/incidents', incident, ada)).status).toBe(200);
    await api.post('/incidents/INC-1/evidence', { nodes: [alert] }, ada);
    const { body: document } = await api.post(
      '/incidents/INC-1/postmortems',
      {},
      ada,
    );
    expect(document.title).toBe(shown);
    const path = `/postmortems/${document.id}`;
    const item = {
      id: 'item',
      title: `Alert ${RLO}earlier`,
      type: 'detect',
      priority: 'high',
      endState: `An alert ${RLO}fires.`,
    };
    const created = await api.post(`${path}/action-items`, item, ada);
    const changed = await api.patch(
      `${path}/action-items/item`,
      { version: 1, title: `Page ${RLO}earlier` },
      ada,
    );
    expect([created.body.title, created.body.endState]).toEqual([
      'Alert [U+202E]earlier',
      'An alert [U+202E]fires.',
    ]);
    expect(changed.body.title).toBe('Page [U+202E]earlier');

    const { output } = await invoke('get-postmortem', { id: document.id });
    const texts = {
      markdown: (await api.get(`${path}/export`, ada)).text,
      html: (await api.get(`${path}/export?format=html`, ada)).text,
      lists: [
        await api.get('/incidents', ada),
        await api.get('/postmortems', ada),
        await api.get('/action-items', ada),
      ]
        .map(({ text }) => text)
        .join(),
      search: (await api.get('/search-documents')).text,
      agents: output.markdown + output.title,
    };
    for (const [name, text] of Object.entries(texts)) {
      expect([name, CONTROL.test(text)]).toEqual([name, false]);
      expect([name, text.includes('[U+202E]')]).toEqual([name, true]);
    }
    expect(texts.markdown).toContain('Errors');

    await api.patch('/incidents/INC-1', { title: `New ${RLO}title` }, ada);
    expect((await api.get('/incidents/INC-1', ada)).body.title).toBe(
      'New [U+202E]title',
    );
    await stop();
  });

  it('cuts a title that the shown controls make too long', async () => {
    const { api, stop } = await startPostmortems({ databases, databaseId });
    const title = RLO.repeat(300);
    const { status, body } = await api.post(
      '/incidents',
      { ...incident, title },
      ada,
    );
    expect([status, body.title.length]).toEqual([201, 300]);
    await stop();
  });

  it.each([
    ['https://ops:hunter2pw@wiki.example.com/page', 'hunter2pw'],
    ['https://:hunter2pw@wiki.example.com/page', 'hunter2pw'],
    ['https://ops:hunter%32pw@wiki.example.com/page', 'hunter%32pw'],
    ['postgres://app:s3cr3t-w0rd@db:5432/shop', 's3cr3t-w0rd'],
    ['redis://:s3cr3t-w0rd@cache:6379/0', 's3cr3t-w0rd'],
    ['amqp://guest:s3cr3t@w0rd@mq/vhost', 's3cr3t@w0rd'],
  ])('has no password of the address %s', async (address, password) => {
    const { api, stop } = await startPostmortems({ databases, databaseId });
    const isWeb = address.startsWith('http');
    await api.post(
      '/incidents',
      {
        ...incident,
        title: `See ${address}`,
        description: `Look at ${address} first`,
        ...(isWeb && { sourceUrl: address }),
      },
      ada,
    );
    await api.post(
      '/incidents/INC-1/evidence',
      {
        nodes: [
          {
            ...alert,
            payload: { kind: 'log', level: 'error', message: address },
            ...(isWeb && { sourceUrl: address }),
          },
        ],
      },
      ada,
    );
    const { body } = await api.post('/incidents/INC-1/postmortems', {}, ada);
    const path = `/postmortems/${body.id}`;
    for (const read of [
      '/incidents/INC-1',
      '/incidents/INC-1/evidence',
      path,
      `${path}/export`,
      `${path}/export?format=html`,
      `${path}/export?format=json`,
    ]) {
      const { status, text } = await api.get(read, ada);
      expect([read, status, text.includes(password)]).toEqual([
        read,
        200,
        false,
      ]);
    }
    await stop();
  });
});
