import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  incidentCreatePermission,
  incidentReadPermission,
  incidentUpdatePermission,
  postmortemUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  incidentConditions,
  createIncidentConditionalDecision,
  type EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(20_000);

const secret = {
  key: 'SEC-1',
  title: 'A leak',
  severity: 'sev1',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
  visibility: 'private',
  participants: ['user:default/lea', 'group:default/security'],
};
const node = {
  id: 'e-1',
  sourceType: 'chat',
  timestamp: '2026-03-02T14:10:00.000Z',
  payload: { kind: 'message', author: {}, text: 'the key is out' },
  metadata: { service: 'checkout' },
};

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

describe('private incidents', () => {
  it('are hidden from everybody else on every route', async () => {
    const { api, stop } = await startPostmortems({
      groups: {
        sam: ['group:default/security'],
        olu: ['group:default/sre-team'],
        eve: ['group:default/web-team'],
      },
    });
    await api.post('/incidents', secret, asUser('ada'));
    await api.post(
      '/incidents/SEC-1/evidence',
      { nodes: [node] },
      asUser('ada'),
    );
    const { body: written } = await api.post(
      '/incidents/SEC-1/postmortems',
      {},
      asUser('ada'),
    );
    const paths = [
      '/incidents/SEC-1',
      '/incidents/SEC-1/evidence',
      '/incidents/SEC-1/traces',
      ...[
        '',
        '/revisions',
        '/seal',
        '/provenance',
        '/picture',
        '/glossary',
        '/export',
        '/export?format=html',
        '/export?format=json',
      ].map(rest => `/postmortems/${written.id}${rest}`),
    ];

    // who opened it, a participant, a member of a participating group, an owner
    // of the service, a machine
    for (const who of [
      asUser('ada'),
      asUser('lea'),
      asUser('sam'),
      asUser('olu'),
      undefined,
    ]) {
      for (const path of paths) {
        expect([path, (await api.get(path, who)).status]).toEqual([path, 200]);
      }
      expect((await api.get('/incidents', who)).body.items).toHaveLength(1);
      expect((await api.get('/postmortems', who)).body.items).toHaveLength(1);
    }

    const eve = asUser('eve');
    for (const path of paths) {
      const { status, text } = await api.get(path, eve);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain('leak');
    }
    expect((await api.get('/incidents', eve)).body.items).toEqual([]);
    expect((await api.get('/postmortems', eve)).body.items).toEqual([]);
    for (const [path, body] of [
      ['/incidents/SEC-1/evidence', { nodes: [{ ...node, id: 'e-2' }] }],
      ['/incidents/SEC-1/postmortems', {}],
      ['/incidents/SEC-1/assigned-evidence', { ids: ['0'.repeat(32)] }],
      ['/incidents/SEC-1/uploads/chat-export', { a: 'file' }],
      [
        '/incidents/SEC-1/claims/verify',
        { claims: [{ text: 'x', kind: 'impact', spans: [] }] },
      ],
      [`/postmortems/${written.id}/regenerate`, {}],
      [
        `/postmortems/${written.id}/transitions`,
        { to: 'in_review', reason: 'x' },
      ],
    ] as const) {
      expect((await api.post(path, body, eve)).status).toBe(404);
    }
    expect(
      (
        await api.put(
          `/postmortems/${written.id}/blocks/${written.sections[0].blocks[0].id}`,
          { baseRevision: 1, claims: [] },
          eve,
        )
      ).status,
    ).toBe(404);
    expect(
      (
        await api.put(
          `/postmortems/${written.id}/blocks/${written.sections[0].blocks[0].id}/category`,
          { baseRevision: 1, category: 'change' },
          eve,
        )
      ).status,
    ).toBe(404);
    expect(
      (await api.patch('/incidents/SEC-1', { title: 'x' }, eve)).status,
    ).toBe(404);
    const { body } = await api.get('/incidents/SEC-1/evidence');
    expect(body.items).toHaveLength(1);
    await stop();
  });

  it.each(databases.eachSupportedId())(
    'are hidden from callers who repeat their creation, on %s',
    async databaseId => {
      const { visibility, participants, ...opened } = secret;
      let worked: (() => void) | undefined;
      const source: EvidenceSource = {
        id: 'hook',
        webhook: {
          authenticate: async () => ({ deliveryId: 'd-1' }),
          process: async (_, access) => {
            await access.createIncident({
              ...opened,
              title: 'Known to the hook',
              severity: 'sev1',
              visibility: 'public',
              participants: [],
            });
            await access.addEvidence('SEC-1', [
              { ...node, sourceType: 'chat' as const },
            ]);
            worked!();
          },
        },
      };
      const { api, invoke, server, stop } = await startPostmortems({
        databases,
        databaseId,
        sources: [source],
      });
      const ada = asUser('ada');
      const eve = asUser('eve');
      await api.post('/incidents', opened, ada);
      expect((await api.post('/incidents', opened, eve)).status).toBe(200);
      await api.patch(
        '/incidents/SEC-1',
        { title: 'A leak of keys', visibility, participants },
        ada,
      );

      // With what opened it, with what it says today, and with anything
      const told = new Set<string>();
      for (const body of [
        opened,
        { ...secret, title: 'A leak of keys' },
        { ...opened, title: 'A guess' },
      ]) {
        const answer = await api.post('/incidents', body, eve);
        const action = await invoke('start-retro', body, 'eve');
        expect([answer.status, action.status]).toEqual([409, 409]);
        told.add(answer.body.error.message).add(action.body.error.message);
        expect(answer.text + JSON.stringify(action.body)).not.toMatch(
          /leak|lea"|security/,
        );
      }
      expect([...told]).toEqual([
        "The key 'SEC-1' is taken by an incident that was opened with other content or that you may not read",
      ]);
      // Who may read an incident is told the same when the content is another
      const other = { ...opened, title: 'A guess' };
      const { status, body } = await api.post('/incidents', other, ada);
      expect([status, body.error.message]).toEqual([409, [...told][0]]);
      expect((await api.post('/incidents', opened, ada)).body.title).toBe(
        'A leak of keys',
      );
      const items = (await api.get('/postmortems', ada)).body.items;
      expect(items).toEqual([]);

      // A source writes to it, and whoever sent the delivery learns nothing
      const done = new Promise<void>(resolve => {
        worked = resolve;
      });
      const delivered = await request(server).post(
        '/api/postmortems/webhooks/hook',
      );
      expect(delivered.body).toEqual({ status: 'accepted' });
      await done;
      expect((await api.get('/incidents/SEC-1', ada)).body).toMatchObject({
        title: 'A leak of keys',
        visibility: 'private',
      });
      expect((await api.get('/incidents/SEC-1', eve)).status).toBe(404);
      await stop();
    },
  );
});

describe('permissions', () => {
  const start = (
    decide: (permission: string) => 'allow' | 'deny' | 'sev3 only',
  ) => {
    const decisionFor = (permission: { name: string }) => {
      switch (decide(permission.name)) {
        case 'allow':
          return { result: AuthorizeResult.ALLOW } as const;
        case 'deny':
          return { result: AuthorizeResult.DENY } as const;
        default:
          return createIncidentConditionalDecision(
            incidentReadPermission,
            incidentConditions.hasSeverity({ severities: ['sev3'] }),
          );
      }
    };
    return startPostmortems({
      permissions: {
        authorize: async requests =>
          requests.map(({ permission }) => {
            const { result } = decisionFor(permission);
            return {
              result:
                result === AuthorizeResult.CONDITIONAL
                  ? AuthorizeResult.DENY
                  : result,
            };
          }),
        authorizeConditional: async requests =>
          requests.map(({ permission }) => decisionFor(permission)),
      },
    });
  };
  const incident = (key: string, severity: string) => ({
    ...secret,
    key,
    severity,
    visibility: 'public',
  });

  it('answers 403 when a permission is denied', async () => {
    const { api, stop } = await start(name =>
      name === incidentCreatePermission.name ? 'deny' : 'allow',
    );

    expect(
      (await api.post('/incidents', incident('A', 'sev3'), asUser('ada')))
        .status,
    ).toBe(403);
    await stop();
  });

  it('restricts lists, reads and changes by conditions', async () => {
    const { api, stop } = await start(name =>
      name === incidentReadPermission.name ? 'sev3 only' : 'allow',
    );
    await api.post('/incidents', incident('A', 'sev3'), asUser('ada'));
    await api.post('/incidents', incident('B', 'sev1'), asUser('ada'));

    const { body } = await api.get('/incidents', asUser('ada'));
    expect(body.items.map(({ key }: { key: string }) => key)).toEqual(['A']);
    expect((await api.get('/incidents/B', asUser('ada'))).status).toBe(404);
    await stop();
  });

  it('answers 403 to a change with read permission only', async () => {
    const { api, stop } = await start(name =>
      name === incidentUpdatePermission.name ? 'sev3 only' : 'allow',
    );
    await api.post('/incidents', incident('A', 'sev3'), asUser('ada'));
    await api.post('/incidents', incident('B', 'sev1'), asUser('ada'));

    const patch = { title: 'Changed' };
    expect((await api.patch('/incidents/A', patch, asUser('ada'))).status).toBe(
      200,
    );
    expect((await api.patch('/incidents/B', patch, asUser('ada'))).status).toBe(
      403,
    );
    await stop();
  });

  it('applies conditions for the policy, and reports a failing database as such', async () => {
    const { api, server, knex, stop } = await startPostmortems({
      databases,
      databaseId: 'SQLITE_3',
    });
    await api.post('/incidents', incident('A', 'sev3'), asUser('ada'));
    await api.post('/incidents', incident('B', 'sev1'), asUser('ada'));
    const { conditions } = createIncidentConditionalDecision(
      incidentReadPermission,
      incidentConditions.hasSeverity({ severities: ['sev3'] }),
    );
    const apply = () =>
      request(server)
        .post(
          '/api/postmortems/.well-known/backstage/permissions/apply-conditions',
        )
        .set('authorization', mockCredentials.service.header())
        .send({
          items: ['B', 'unknown', 'A'].map(key => ({
            id: key,
            resourceRef: key,
            resourceType: 'postmortems-incident',
            conditions,
          })),
        });

    expect((await apply()).body.items).toEqual([
      { id: 'B', result: 'DENY' },
      { id: 'unknown', result: 'DENY' },
      { id: 'A', result: 'ALLOW' },
    ]);
    await knex!.schema.renameTable('incidents', 'not_there');
    expect((await apply()).status).toBe(500);
    await knex!.schema.renameTable('not_there', 'incidents');
    await stop();
  });

  it('does not allow edits and transitions with the create permission', async () => {
    const { api, stop } = await start(name =>
      name === postmortemUpdatePermission.name ? 'sev3 only' : 'allow',
    );
    const ada = asUser('ada');
    const written: Record<string, { id: string }> = {};
    for (const [key, severity] of [
      ['A', 'sev3'],
      ['B', 'sev1'],
    ]) {
      await api.post('/incidents', incident(key, severity), ada);
      const path = `/incidents/${key}/postmortems`;
      const first = await api.post(path, {}, ada);
      expect(first.status).toBe(201);
      await api.post(`/incidents/${key}/evidence`, { nodes: [node] }, ada);
      const again = await api.post(path, {}, ada);
      expect([again.status, again.body]).toEqual([
        200,
        {
          ...first.body,
          changedSinceDrafted: { evidence: expect.any(Number) },
        },
      ]);
      written[key] = first.body;
    }

    const rewrite = async ({ id }: { id: string }) =>
      api.post(`/postmortems/${id}/regenerate`, {}, ada);
    expect((await rewrite(written.B)).status).toBe(403);
    expect((await api.get(`/postmortems/${written.B.id}`, ada)).body).toEqual({
      ...written.B,
      changedSinceDrafted: { evidence: expect.any(Number) },
    });
    expect((await rewrite(written.A)).body).toMatchObject({ revision: 2 });
    await stop();
  });
});
