import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  auditReadPermission,
  type AuditEntry,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createTestDatabases } from '../__testUtils__/stores';
import {
  asMachine,
  asUser,
  startPostmortems,
} from '../__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const ada = asUser('ada');
const bob = asUser('bob');

const incident = (
  key: string,
  visibility: 'public' | 'private' = 'public',
) => ({
  key,
  title: '=HYPERLINK("x")',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
  visibility,
});

const allow = { result: AuthorizeResult.ALLOW } as const;
const allowAll = {
  authorize: async (requests: unknown[]) => requests.map(() => allow),
  authorizeConditional: async (requests: unknown[]) =>
    requests.map(() => allow),
};

/** Two incidents, the second one private, and the postmortem of the first. */
async function withEntries(
  options: Parameters<typeof startPostmortems>[0] = {},
) {
  const backend = await startPostmortems({
    config: { permission: { enabled: true } },
    permissions: allowAll,
    ...options,
  });
  const { api } = backend;
  await api.post('/incidents', incident('INC-1'), ada);
  await api.post('/incidents', incident('INC-2', 'private'), ada);
  const { body } = await api.post('/incidents/INC-1/postmortems', {}, bob);
  await api.patch('/incidents/INC-1', { severity: 'sev1' }, asMachine());
  return { ...backend, postmortemId: body.id as string };
}

const actionsOf = (items: AuditEntry[]) => items.map(({ action }) => action);

describe.each(databases.eachSupportedId())('audit on %s', databaseId => {
  it('is filtered by actor, incident, postmortem, action and time', async () => {
    const { api, postmortemId, stop } = await withEntries({
      databases,
      databaseId,
    });
    const list = async (query: string): Promise<AuditEntry[]> =>
      (await api.get(`/audit?${query}`, ada)).body.items;

    const [newest] = await list('limit=1');
    expect(newest).toEqual({
      id: expect.any(Number),
      at: expect.any(String),
      actor: 'external:test-service',
      actorKind: 'token',
      action: 'incident.update',
      incidentKey: 'INC-1',
      postmortemId,
      subjectId: 'INC-1',
      changes: [{ field: 'severity', from: 'sev2', to: 'sev1' }],
      details: {},
    });
    expect(actionsOf(await list('actor=user:default/ada'))).toEqual([
      'incident.create',
      'incident.create',
    ]);
    expect(actionsOf(await list('incident=INC-2'))).toEqual([
      'incident.create',
    ]);
    expect(actionsOf(await list(`postmortem=${postmortemId}`))).toEqual([
      'incident.update',
      'postmortem.revise',
      'seal.create',
      'incident.create',
    ]);
    expect(
      actionsOf(await list('action=seal.create&action=template.save')),
    ).toEqual(['seal.create', 'template.save']);
    expect(await list(`from=${newest.at}&action=incident.update`)).toEqual([
      newest,
    ]);
    expect(await list(`to=${newest.at}&action=incident.update`)).toEqual([]);
    expect(await list('incident=%00&actor=nobody')).toEqual([]);
    expect((await api.get('/audit?verb=x', ada)).status).toBe(400);
    await stop();
  });

  it('pages through all entries once, newest first', async () => {
    const { api, stop } = await withEntries({ databases, databaseId });
    const { body: all } = await api.get('/audit', ada);
    const paged: AuditEntry[] = [];
    let cursor = '';
    do {
      const { body } = await api.get(`/audit?limit=2${cursor}`, ada);
      paged.push(...body.items);
      cursor = body.pageInfo.nextCursor
        ? `&cursor=${body.pageInfo.nextCursor}`
        : '';
    } while (cursor);

    expect(paged).toEqual(all.items);
    expect(paged.length).toBeGreaterThan(4);
    expect(paged.map(({ id }) => id)).toEqual(
      paged.map(({ id }) => id).sort((a, b) => b - a),
    );
    await stop();
  });
});

it('is told of a postmortem to those who may read it, and not of others', async () => {
  const { api, postmortemId, stop } = await withEntries();
  const activity = `/postmortems/${postmortemId}/activity`;
  const { body } = await api.get(`${activity}?limit=2`, bob);
  expect(actionsOf(body.items)).toEqual([
    'incident.update',
    'postmortem.revise',
  ]);
  expect(body.pageInfo.nextCursor).toEqual(expect.any(String));
  expect((await api.get(activity, bob)).body.items).toHaveLength(4);

  await api.patch('/incidents/INC-1', { visibility: 'private' }, ada);
  expect((await api.get(activity, asUser('eve'))).status).toBe(404);
  expect((await api.get(activity, ada)).body.items[0].changes).toEqual([
    { field: 'visibility', from: 'public', to: 'private' },
  ]);
  await stop();
});

it('is for those whom the policy allows it', async () => {
  const { api, stop } = await withEntries({
    permissions: {
      ...allowAll,
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result:
            permission.name === auditReadPermission.name
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
    },
  });
  for (const format of ['json', 'csv']) {
    const { status, text } = await api.get(`/audit?format=${format}`, ada);
    expect(status).toBe(403);
    expect(text).not.toContain('INC-1');
  }
  await stop();
});

it('leaves out private incidents of others where no policy decides', async () => {
  const { api, stop } = await withEntries({ config: {} });
  const keysFor = async (user: string): Promise<unknown[]> => {
    const { body } = await api.get('/audit?action=incident.create', user);
    return body.items.map(({ incidentKey }: AuditEntry) => incidentKey);
  };
  expect(await keysFor(ada)).toEqual(['INC-2', 'INC-1']);
  expect(await keysFor(bob)).toEqual(['INC-1']);
  await stop();
});

it('is answered as CSV with everything that matches, and runs no formula', async () => {
  const { api, stop } = await withEntries();
  const { headers, text } = await api.get(
    '/audit?format=csv&limit=1&action=incident.create&action=incident.update',
    ada,
  );
  expect(headers['content-type']).toMatch('text/csv');
  expect(headers['content-disposition']).toMatch('postmortems-audit.csv');
  const lines = text.trim().split('\r\n');
  expect(lines[0]).toBe(
    'id,at,actor,actor_kind,action,incident,postmortem,subject,changes,details',
  );
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain(
    'external:test-service,token,incident.update,INC-1',
  );
  expect(lines[1]).toContain('severity: sev2 → sev1');
  expect(text).not.toContain('HYPERLINK');
  await stop();
});
