import { asUser, startPostmortems } from './__testUtils__/testBackend';
import { createTestDatabases } from './__testUtils__/stores';

jest.setTimeout(30_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('text on %s', databaseId => {
  it('is made valid wherever it comes in, not refused', async () => {
    const { api, stop } = await startPostmortems({ databases, databaseId });
    const ada = asUser('ada');
    const opened = await api.post(
      '/incidents',
      {
        key: 'INC-1',
        title: 'Worker wrote \u0000 and \ud83d',
        description: 'half \udd25 a fire',
        severity: 'sev3',
        services: ['component:default/checkout'],
        startedAt: '2026-03-02T14:02:00Z',
      },
      ada,
    );
    expect(opened.status).toBe(201);
    expect(opened.body.title).toBe('Worker wrote \ufffd and \ufffd');

    const { body } = await api.post(
      '/incidents/INC-1/evidence',
      {
        nodes: [
          {
            id: 'line',
            sourceType: 'telemetry',
            timestamp: '2026-03-02T14:05:00Z',
            metadata: { service: 'check\u0000out', region: '\ud83d' },
            payload: {
              kind: 'log',
              message: 'binary\u0000line',
              'a\u0000key': ['\udd25'],
            },
          },
        ],
      },
      ada,
    );
    expect(body).toMatchObject({ created: 1, rejected: 0 });
    const { body: stored } = await api.get('/incidents/INC-1/evidence', ada);
    expect(stored.items[0]).toMatchObject({
      metadata: { service: 'check\ufffdout', region: '\ufffd' },
      payload: { message: 'binary\ufffdline', 'a\ufffdkey': ['\ufffd'] },
    });

    const note = await api.post(
      '/incidents/INC-1/notes',
      { text: 'pasted \u0000 from a terminal' },
      ada,
    );
    expect(note.status).toBe(201);
    const drafted = await api.post('/incidents/INC-1/postmortems', {}, ada);
    expect(drafted.status).toBe(201);
    const item = await api.post(
      `/postmortems/${drafted.body.id}/action-items`,
      { title: 'Fix \ud83d', type: 'repair', endState: 'No \u0000 is written' },
      ada,
    );
    expect(item.status).toBe(201);
    await stop();
  });
});
