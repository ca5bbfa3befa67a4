import { createTestDatabases } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const ada = asUser('ada');
const bob = asUser('bob');

describe('a write that is sent again without a key', () => {
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  let postmortem: any;
  const path = (rest: string) => `/postmortems/${postmortem.id}${rest}`;
  const current = async () =>
    (await backend.api.get(path(''), ada)).body.revision;

  beforeAll(async () => {
    backend = await startPostmortems({ databases, databaseId: 'SQLITE_3' });
    const { api } = backend;
    await api.post('/incidents', {
      key: 'INC-1',
      title: 'Checkout rejects orders',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:02:00Z',
      resolvedAt: '2026-03-02T14:31:00Z',
    });
    postmortem = (await api.post('/incidents/INC-1/postmortems', {})).body;
  });
  afterAll(() => backend.stop());

  it('leaves an edit as it stands, unless somebody else sends it', async () => {
    const { api } = backend;
    const [block] = postmortem.sections[0].blocks;
    const edit = {
      baseRevision: postmortem.revision,
      claims: [{ kind: 'summary', text: 'Orders failed.', attest: true }],
    };
    const first = await api.put(path(`/blocks/${block.id}`), edit, ada);
    const again = await api.put(path(`/blocks/${block.id}`), edit, ada);

    expect(first.status).toBe(200);
    expect(again.body).toEqual(first.body);
    const other = await api.put(path(`/blocks/${block.id}`), edit, bob);
    expect(other.status).toBe(409);
  });

  it('leaves an accepted cause, a review step and an action item as they stand', async () => {
    const { api } = backend;
    const accepted = {
      baseRevision: await current(),
      reason: 'The logs are gone.',
    };
    const step = { to: 'in_review', reason: 'Ready to read.' };
    const { body: item } = await api.post(
      path('/action-items'),
      {
        title: 'Alert on rejected orders',
        type: 'detect',
        owner: 'group:default/sre-team',
        endState: 'An alert fires when orders are rejected',
      },
      ada,
    );
    const change = { version: item.version, state: 'in_progress' };
    const writes = [
      () => api.post(path('/undetermined'), accepted, ada),
      () => api.post(path('/transitions'), step, ada),
      () => api.patch(path(`/action-items/${item.id}`), change, ada),
    ];
    for (const write of writes) {
      const first = await write();
      const again = await write();
      expect({ status: first.status, body: first.body }).toMatchObject({
        status: 200,
      });
      expect(again.status).toBe(200);
      expect(again.body).toEqual(first.body);
    }
    const other = await api.post(path('/transitions'), step, bob);
    expect(other.status).toBe(400);
    const late = { version: item.version, state: 'done' };
    expect(
      (await api.patch(path(`/action-items/${item.id}`), late, ada)).status,
    ).toBe(409);
  });
});
