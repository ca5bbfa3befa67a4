import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  incidentCreatePermission,
  incidentReadPermission,
  incidentUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  incidentConditions,
  createIncidentConditionalDecision,
} from '@postmortems/backstage-plugin-postmortems-node';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

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

describe('private incidents', () => {
  it('exist only for those whom they concern, on every route', async () => {
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
      '/incidents/SEC-1/retrospectives',
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
        '/export',
        '/export?format=json',
      ].map(rest => `/retrospectives/${written.id}${rest}`),
    ];

    // who opened it, a participant, a member of a participating group, an owner of the service, a machine
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
      expect((await api.get('/retrospectives', who)).body.items).toHaveLength(
        1,
      );
    }

    const eve = asUser('eve');
    for (const path of paths) {
      const { status, text } = await api.get(path, eve);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain('leak');
    }
    expect((await api.get('/incidents', eve)).body.items).toEqual([]);
    expect((await api.get('/retrospectives', eve)).body.items).toEqual([]);
    for (const [path, body] of [
      ['/incidents/SEC-1/evidence', { nodes: [{ ...node, id: 'e-2' }] }],
      ['/incidents/SEC-1/retrospectives', {}],
      [
        '/incidents/SEC-1/claims/verify',
        { claims: [{ text: 'x', kind: 'impact', spans: [] }] },
      ],
      [`/retrospectives/${written.id}/regenerate`, {}],
      [
        `/retrospectives/${written.id}/transitions`,
        { to: 'in_review', reason: 'x' },
      ],
    ] as const) {
      expect((await api.post(path, body, eve)).status).toBe(404);
    }
    expect(
      (
        await api.put(
          `/retrospectives/${written.id}/blocks/${written.sections[0].blocks[0].id}`,
          { baseRevision: 1, claims: [] },
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

  it('denied altogether give 403', async () => {
    const { api, stop } = await start(name =>
      name === incidentCreatePermission.name ? 'deny' : 'allow',
    );

    expect(
      (await api.post('/incidents', incident('A', 'sev3'), asUser('ada')))
        .status,
    ).toBe(403);
    await stop();
  });

  it('with conditions restrict lists, reading and changing', async () => {
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

  it('to read without the permission to change give 403', async () => {
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
});
