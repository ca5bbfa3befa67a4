import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createIncidentSchema,
  incidentCreatePermission,
  incidentReadPermission,
  listPostmortemsQuerySchema,
  postmortemCreatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  createIncidentConditionalDecision,
  incidentConditions,
} from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { z } from 'zod';
import { shopEvidence } from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const incident = {
  key: 'INC-1',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
};

type JsonSchema = {
  type?: string;
  enum?: unknown[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
};

/**
 * What the fields of an input take: texts, numbers or one of some values, and
 * whether several of them.
 */
function fieldsOf({ properties = {} }: JsonSchema) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => {
      const list = [field, ...(field.anyOf ?? [])].find(({ items }) => items);
      const { type, enum: choices } = list?.items ?? field;
      return [name, { type, choices, several: list !== undefined }];
    }),
  );
}

/**
 * The same of a schema of the API. Without the names of shared schemas, which
 * would stand in place of what they take.
 */
function apiFieldsOf(schema: z.ZodType) {
  return fieldsOf(
    z.toJSONSchema(schema, {
      io: 'input',
      metadata: z.registry(),
    }) as JsonSchema,
  );
}

describe('actions for agents', () => {
  it('act with the permissions of their user', async () => {
    const { api, invoke, stop } = await startPostmortems();
    const started = await invoke('start-retro', incident);
    expect(started.body).toMatchObject({
      output: {
        incidentKey: 'INC-1',
        path: expect.stringMatching(/^\/postm/),
        status: 'draft',
        created: true,
      },
    });
    const { postmortemId } = started.output;
    await api.post('/incidents/INC-1/evidence', { nodes: shopEvidence });
    await api.post(`/postmortems/${postmortemId}/regenerate`, {});

    const { output: list } = await invoke('list-postmortems', {
      query: 'REJECTS',
      limit: '5',
    });
    expect(list.postmortems).toEqual([
      expect.objectContaining({
        incidentKey: 'INC-1',
        severity: 'sev2',
        visibility: 'public',
        unsupportedClaims: 0,
      }),
    ]);
    const { output: postmortem } = await invoke('get-postmortem', {
      id: list.postmortems[0].id,
    });
    expect(postmortem.markdown).toContain('# Checkout rejects orders');
    const fired = postmortem.claims.find(({ text }: { text: string }) =>
      /alert .* fired/.test(text),
    );
    const { output: explained } = await invoke('explain-claim', {
      postmortemId: list.postmortems[0].id,
      claimId: fired.id,
    });
    expect(explained).toMatchObject({
      verdict: 'supported',
      reasons: expect.arrayContaining([
        expect.objectContaining({ check: 'quote', outcome: 'passed' }),
      ]),
      evidence: expect.arrayContaining([
        expect.objectContaining({
          evidenceId: 'alert-1',
          sourceType: 'telemetry',
        }),
      ]),
    });

    // Somebody else's private incident is not there
    const { output: hidden } = await invoke('start-retro', {
      ...incident,
      key: 'INC-2',
      visibility: 'private',
      participants: 'user:default/lea',
    });
    expect((await api.get('/incidents/INC-2', asUser('bob'))).status).toBe(404);
    expect((await api.get('/incidents/INC-2', asUser('lea'))).body).toEqual(
      expect.objectContaining({
        visibility: 'private',
        participants: ['user:default/lea'],
      }),
    );
    const outsider = await invoke('list-postmortems', {}, 'bob');
    expect(outsider.output.postmortems).toHaveLength(1);
    const input = { id: hidden.postmortemId };
    expect((await invoke('get-postmortem', input, 'bob')).status).toBe(404);
    expect((await invoke('get-postmortem', input, 'lea')).status).toBe(200);
    await stop();
  });

  it('accept every field of the API, and reject unknown ones', async () => {
    const { server, invoke, stop } = await startPostmortems();
    const { body } = await request(server)
      .get('/api/postmortems/.backstage/actions/v1/actions')
      .set(
        'authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.user(),
          targetPluginId: 'postmortems',
        }),
      );
    const inputOf = (name: string) =>
      body.actions.find((action: { name: string }) => action.name === name)
        .schema.input;
    expect(fieldsOf(inputOf('start-retro'))).toEqual(
      apiFieldsOf(createIncidentSchema),
    );
    const { q: query, ...filters } = apiFieldsOf(listPostmortemsQuerySchema);
    expect(fieldsOf(inputOf('list-postmortems'))).toEqual({
      ...filters,
      query,
    });
    for (const { name, description } of body.actions) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      const { properties } = inputOf(name);
      for (const field of Object.values<{ description?: string }>(properties)) {
        expect(field).toHaveProperty('description');
      }
    }

    for (const [name, input] of [
      ['start-retro', { ...incident, visiblity: 'private' }],
      ['list-postmortems', { service: 'component:default/checkout' }],
      ['get-postmortem', { id: 'x', format: 'json' }],
      [
        'set-contributing-factor-category',
        { postmortemId: 'x', blockId: 'y', category: 'change' },
      ],
      ['explain-claim', { postmortemId: 'x', claimId: 'y', more: true }],
    ] as const) {
      const answer = await invoke(name, input);
      expect([name, answer.status]).toEqual([name, 400]);
    }
    const bad = await invoke('start-retro', { ...incident, services: 'shop' });
    expect(bad.status).toBe(400);
    expect(bad.body.error.message).toContain('/services/0 must be a full');
    expect((await invoke('list-postmortems', {})).output).toEqual({
      postmortems: [],
    });
    await stop();
  });

  it('filter and order lists like the API', async () => {
    const { invoke, stop } = await startPostmortems();
    await invoke('start-retro', incident);
    await invoke('start-retro', {
      ...incident,
      key: 'INC-2',
      severity: 'sev1',
      services: ['component:default/storefront'],
      startedAt: '2026-03-03T14:02:00Z',
    });
    const keys = async (input: object) =>
      (await invoke('list-postmortems', input)).output.postmortems.map(
        (one: { incidentKey: string }) => one.incidentKey,
      );

    expect(await keys({})).toEqual(['INC-2', 'INC-1']);
    expect(await keys({ order: 'oldest' })).toEqual(['INC-1', 'INC-2']);
    expect(await keys({ severity: 'sev1' })).toEqual(['INC-2']);
    expect(await keys({ severity: ['sev1', 'sev2'] })).toHaveLength(2);
    expect(await keys({ incidentKey: 'INC-1' })).toEqual(['INC-1']);
    expect(await keys({ from: '2026-03-03T00:00:00Z' })).toEqual(['INC-2']);
    expect(await keys({ to: '2026-03-03T00:00:00Z' })).toEqual(['INC-1']);
    expect(await keys({ tier: 'no such tier' })).toEqual([]);
    expect(await keys({ status: 'published' })).toEqual([]);
    expect(await keys({ status: ['published', 'draft'] })).toHaveLength(2);
    expect(await keys({ entityRef: 'component:default/checkout' })).toEqual([
      'INC-1',
    ]);
    const { output } = await invoke('list-postmortems', { limit: 1 });
    expect(await keys({ limit: 1, cursor: output.nextCursor })).toEqual([
      'INC-1',
    ]);
    await stop();
  });
});

describe('start-retro', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  it.each(databases.eachSupportedId())(
    'changes nothing when it is called again, on %s',
    async databaseId => {
      const { api, invoke, stop } = await startPostmortems({
        databases,
        databaseId,
      });
      const { output } = await invoke('start-retro', incident);
      const path = `/postmortems/${output.postmortemId}`;
      for (const to of ['in_review', 'approved', 'published']) {
        await api.post(`${path}/transitions`, { to, reason: 'test' });
      }
      const published = (await api.get(path)).body;
      expect(published.status).toBe('published');
      await api.post('/incidents/INC-1/evidence', { nodes: shopEvidence });

      const again = await invoke('start-retro', incident);
      expect(again.output).toEqual({
        ...output,
        status: 'published',
        created: false,
      });
      expect((await api.get(path)).body).toEqual({
        ...published,
        changedSinceDrafted: ['evidence'],
      });
      await stop();
    },
  );

  it.each(
    databases
      .eachSupportedId()
      .flatMap(([databaseId]) =>
        [
          incidentCreatePermission,
          incidentReadPermission,
          postmortemCreatePermission,
        ].flatMap(({ name }) => [
          [databaseId, name, 'denied'] as const,
          ...(name === incidentCreatePermission.name
            ? []
            : [[databaseId, name, 'for sev3 only'] as const]),
        ]),
      ),
  )(
    'writes nothing when it is refused, on %s: %s is %s',
    async (databaseId, refused, how) => {
      const decide = (name: string) => {
        if (name !== refused) return { result: AuthorizeResult.ALLOW } as const;
        return how === 'denied'
          ? ({ result: AuthorizeResult.DENY } as const)
          : createIncidentConditionalDecision(
              incidentReadPermission,
              incidentConditions.hasSeverity({ severities: ['sev3'] }),
            );
      };
      const { invoke, knex, stop } = await startPostmortems({
        databases,
        databaseId,
        permissions: {
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result:
                permission.name === refused && how === 'denied'
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            })),
          authorizeConditional: async requests =>
            requests.map(({ permission }) => decide(permission.name)),
        },
      });

      expect((await invoke('start-retro', incident)).status).toBe(403);
      for (const table of ['incidents', 'seals', 'postmortems']) {
        expect([table, await knex!(table)]).toEqual([table, []]);
      }
      const { status } = await invoke('start-retro', {
        ...incident,
        severity: 'sev3',
      });
      expect(status).toBe(how === 'denied' ? 403 : 200);
      await stop();
    },
  );
});
