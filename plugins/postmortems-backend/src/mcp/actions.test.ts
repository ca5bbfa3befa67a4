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
import { publish } from '../__testUtils__/publish';
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
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  let started: { status: number; output: Record<string, any> };
  beforeAll(async () => {
    backend = await startPostmortems();
    started = await backend.invoke('start-retro', incident);
    await backend.api.post('/incidents/INC-1/evidence', {
      nodes: shopEvidence,
    });
    const { postmortemId } = started.output;
    await backend.api.post(
      `/postmortems/${postmortemId}/regenerate`,
      {},
      asUser('ada'),
    );
  });
  afterAll(() => backend.stop());

  const getPostmortem = async () =>
    (
      await backend.invoke('get-postmortem', {
        id: started.output.postmortemId,
      })
    ).output;

  it('start-retro returns the path and status of the new postmortem', () => {
    expect(started.output).toMatchObject({
      incidentKey: 'INC-1',
      path: expect.stringMatching(/^\/postm/),
      status: 'draft',
      created: true,
    });
  });

  it('start-retro rejects an invalid service and names the field', async () => {
    const { status, body } = await backend.invoke('start-retro', {
      ...incident,
      services: 'shop',
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('/services/0 must be a full');
  });

  it('list-postmortems finds a postmortem by a word of its title', async () => {
    const { output } = await backend.invoke('list-postmortems', {
      query: 'REJECTS',
      limit: '5',
    });
    expect(output.postmortems).toEqual([
      expect.objectContaining({
        id: started.output.postmortemId,
        incidentKey: 'INC-1',
        severity: 'sev2',
        visibility: 'public',
        unsupportedClaims: 0,
      }),
    ]);
  });

  it('get-postmortem returns the postmortem as Markdown', async () => {
    const { markdown } = await getPostmortem();
    expect(markdown).toContain('# Checkout rejects orders');
  });

  it('explain-claim returns the reasons and the cited evidence', async () => {
    const { claims } = await getPostmortem();
    const fired = claims.find(({ text }: { text: string }) =>
      /alert .* fired/.test(text),
    );
    const { output } = await backend.invoke('explain-claim', {
      postmortemId: started.output.postmortemId,
      claimId: fired.id,
    });
    expect(output).toMatchObject({
      verdict: 'supported',
      reasons: expect.arrayContaining([
        expect.objectContaining({ check: 'alert', outcome: 'passed' }),
      ]),
      evidence: expect.arrayContaining([
        expect.objectContaining({
          evidenceId: 'alert-1',
          sourceType: 'telemetry',
        }),
      ]),
    });
  });

  it.each([
    ['start-retro', { ...incident, visiblity: 'private' }],
    ['list-postmortems', { service: 'component:default/checkout' }],
    ['get-postmortem', { id: 'x', format: 'json' }],
    [
      'set-contributing-factor-category',
      { postmortemId: 'x', blockId: 'y', category: 'change' },
    ],
    ['explain-claim', { postmortemId: 'x', claimId: 'y', more: true }],
  ])('%s rejects unknown or missing fields', async (name, input) => {
    expect((await backend.invoke(name, input)).status).toBe(400);
  });
});

describe('private incidents of start-retro', () => {
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  let postmortemId: string;
  beforeAll(async () => {
    backend = await startPostmortems();
    const { output } = await backend.invoke('start-retro', {
      ...incident,
      visibility: 'private',
      participants: 'user:default/lea',
    });
    postmortemId = output.postmortemId;
  });
  afterAll(() => backend.stop());

  it('are shown to their participants', async () => {
    const { api, invoke } = backend;
    expect((await api.get('/incidents/INC-1', asUser('lea'))).body).toEqual(
      expect.objectContaining({
        visibility: 'private',
        participants: ['user:default/lea'],
      }),
    );
    const got = await invoke('get-postmortem', { id: postmortemId }, 'lea');
    expect(got.status).toBe(200);
  });

  it('are hidden from others', async () => {
    const { api, invoke } = backend;
    expect((await api.get('/incidents/INC-1', asUser('bob'))).status).toBe(404);
    const list = await invoke('list-postmortems', {}, 'bob');
    expect(list.output.postmortems).toEqual([]);
    const got = await invoke('get-postmortem', { id: postmortemId }, 'bob');
    expect(got.status).toBe(404);
  });
});

describe('input schemas of the actions', () => {
  type Action = {
    name: string;
    description: string;
    schema: { input: JsonSchema };
  };
  let actions: Action[];
  beforeAll(async () => {
    const { server, stop } = await startPostmortems();
    const { body } = await request(server)
      .get('/api/postmortems/.backstage/actions/v1/actions')
      .set(
        'authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.user(),
          targetPluginId: 'postmortems',
        }),
      );
    actions = body.actions;
    await stop();
  });

  const inputOf = (name: string) =>
    actions.find(action => action.name === name)!.schema.input;

  it('start-retro has every field of a new incident', () => {
    expect(fieldsOf(inputOf('start-retro'))).toEqual(
      apiFieldsOf(createIncidentSchema),
    );
  });

  it('list-postmortems has every filter of the API', () => {
    const { q: query, ...filters } = apiFieldsOf(listPostmortemsQuerySchema);
    expect(fieldsOf(inputOf('list-postmortems'))).toEqual({
      ...filters,
      query,
    });
  });

  it('have a description for each action and field', () => {
    for (const { description, schema } of actions) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      for (const field of Object.values(schema.input.properties!)) {
        expect(field).toHaveProperty('description');
      }
    }
  });
});

describe('list-postmortems', () => {
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  beforeAll(async () => {
    backend = await startPostmortems();
    await backend.invoke('start-retro', incident);
    await backend.invoke('start-retro', {
      ...incident,
      key: 'INC-2',
      severity: 'sev1',
      services: ['component:default/storefront'],
      startedAt: '2026-03-03T14:02:00Z',
    });
  });
  afterAll(() => backend.stop());

  const list = async (input: object) => {
    const { output } = await backend.invoke('list-postmortems', input);
    const keys: string[] = output.postmortems.map(
      (one: { incidentKey: string }) => one.incidentKey,
    );
    return { keys, nextCursor: output.nextCursor };
  };

  it.each([
    [{}, ['INC-2', 'INC-1']],
    [{ order: 'oldest' }, ['INC-1', 'INC-2']],
    [{ severity: 'sev1' }, ['INC-2']],
    [{ severity: ['sev1', 'sev2'] }, ['INC-2', 'INC-1']],
    [{ incidentKey: 'INC-1' }, ['INC-1']],
    [{ from: '2026-03-03T00:00:00Z' }, ['INC-2']],
    [{ to: '2026-03-03T00:00:00Z' }, ['INC-1']],
    [{ tier: 'no such tier' }, []],
    [{ status: 'published' }, []],
    [{ status: ['published', 'draft'] }, ['INC-2', 'INC-1']],
    [{ entityRef: 'component:default/checkout' }, ['INC-1']],
  ])('filters and orders by %j', async (input, keys) => {
    expect((await list(input)).keys).toEqual(keys);
  });

  it('returns the next page for a cursor', async () => {
    const { nextCursor } = await list({ limit: 1 });
    expect((await list({ limit: 1, cursor: nextCursor })).keys).toEqual([
      'INC-1',
    ]);
  });
});

describe('start-retro', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  it.each(databases.eachSupportedId())(
    'changes nothing when it is called again, on %s',
    async databaseId => {
      const { api, invoke, knex, stop } = await startPostmortems({
        databases,
        databaseId,
      });
      const { output } = await invoke('start-retro', incident);
      const path = `/postmortems/${output.postmortemId}`;
      await publish(knex!, (await api.get(path)).body);
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
        changedSinceDrafted: { evidence: expect.any(Number) },
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
    'writes nothing when a permission is missing, on %s: %s is %s',
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
