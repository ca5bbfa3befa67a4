import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  listClaims,
  postmortemUpdatePermission,
  type Block,
  type Postmortem,
  type ReviewedRevision,
} from '@postmortems/backstage-plugin-postmortems-common';
import { publish } from '../__testUtils__/publish';
import { auditTrail } from '../__testUtils__/auditTrail';
import { shopEvidence, shopTrace } from '../__testUtils__/shopIncident';
import {
  asMachine,
  asUser,
  machineMayAll,
  startPostmortems,
} from '../__testUtils__/testBackend';
import { canonicalHash } from '../platform/hashing';

jest.setTimeout(60_000);

const ada = asUser('ada');

const blockOf = ({ sections }: Postmortem, section: string): Block =>
  sections.find(({ id }) => id === section)!.blocks[0];
const verdictsOf = (postmortem: Postmortem) =>
  listClaims(postmortem).map(({ id, text, verdict }) => ({
    id,
    text,
    verdict,
  }));

/** A backend with an investigated postmortem. */
async function withPostmortem(
  options: Parameters<typeof startPostmortems>[0] = {},
) {
  const backend = await startPostmortems(options);
  const { api } = backend;
  await api.post('/incidents', {
    key: 'INC-42',
    title: 'Checkout rejects orders',
    severity: 'sev2',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:02:00Z',
    resolvedAt: '2026-03-02T14:31:00Z',
  });
  await api.post('/incidents/INC-42/evidence', { nodes: shopEvidence });
  await api.post('/incidents/INC-42/traces', shopTrace);
  const { body } = await api.post('/incidents/INC-42/postmortems', {});
  const postmortem = body as Postmortem;
  const path = `/postmortems/${postmortem.id}`;
  return {
    ...backend,
    postmortem,
    path,
    factor: blockOf(postmortem, 'contributingFactors'),
    cause: blockOf(postmortem, 'rootCause'),
    read: async (): Promise<Postmortem> => (await api.get(path, ada)).body,
    set: (
      blockId: string,
      category: unknown,
      baseRevision = 1,
      who: string = ada,
    ) =>
      api.put(
        `${path}/blocks/${blockId}/category`,
        { baseRevision, category },
        who,
      ),
  };
}

describe('category of a contributing factor', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  it.each(databases.eachSupportedId())(
    'stores the category and who chose it in a new revision, on %s',
    async databaseId => {
      const { auditor, entries } = auditTrail();
      const { api, postmortem, path, factor, set, knex, stop } =
        await withPostmortem({
          databases,
          databaseId,
          auditor: { createEvent: auditor.createEvent },
        });
      const { status, body } = await set(factor.id, 'change');

      expect(status).toBe(200);
      expect(body.revision).toBe(2);
      expect(blockOf(body, 'contributingFactors')).toEqual({
        ...factor,
        category: { id: 'change', setBy: 'user:default/ada' },
      });
      expect(verdictsOf(body)).toEqual(verdictsOf(postmortem));
      expect(body.verdictCounts).toEqual(postmortem.verdictCounts);
      const { body: history } = await api.get(`${path}/revisions`);
      const [newest, first]: ReviewedRevision[] = history.items;
      expect(newest).toMatchObject({
        revision: 2,
        author: { type: 'person', ref: 'user:default/ada' },
        reason: `Set category of block ${factor.id} to change`,
        sealId: postmortem.sealId,
      });
      expect(first.content.sections).not.toEqual(newest.content.sections);
      expect(entries.at(-1)).toEqual({
        eventId: 'postmortem-set-category',
        meta: { postmortemId: postmortem.id, blockId: factor.id },
        requested: true,
        outcome: 'succeeded',
      });
      expect(
        await knex!('audit_log').where({ action: 'postmortem.revise' }),
      ).toHaveLength(2);
      await stop();
    },
  );

  it('writes no revision when the block already has the category', async () => {
    const { cause, set, stop } = await withPostmortem();
    await set(cause.id, 'defect');
    const { body } = await set(cause.id, 'defect', 2, asUser('bob'));

    expect(body.revision).toBe(2);
    expect(blockOf(body, 'rootCause').category).toEqual({
      id: 'defect',
      setBy: 'user:default/ada',
    });
    await stop();
  });

  it('removes the category when it is set to null', async () => {
    const { factor, set, stop } = await withPostmortem();
    await set(factor.id, 'change');
    const { body } = await set(factor.id, null, 2);

    expect(body.revision).toBe(3);
    expect(blockOf(body, 'contributingFactors')).toEqual(factor);
    await stop();
  });

  it('names a machine as the author when it chooses the category', async () => {
    const { api, path, factor, set, stop } = await withPostmortem({
      config: machineMayAll,
    });
    const { body } = await set(factor.id, 'process', 1, asMachine());

    const { setBy } = blockOf(body, 'contributingFactors').category!;
    expect(setBy).not.toMatch(/^user:/);
    const { body: history } = await api.get(`${path}/revisions`);
    expect(history.items[0].author).toEqual({
      type: 'machine',
      subject: setBy,
    });
    await stop();
  });

  it('keeps the approval when the category changes', async () => {
    const { postmortem, knex, factor, set, read, stop } = await withPostmortem({
      databases,
      databaseId: 'SQLITE_3',
    });
    await publish(knex!, postmortem);
    const { status: approved } = await read();
    const { body } = await set(factor.id, 'change');

    expect([approved, body.status]).toEqual(['published', 'published']);
    expect(body.verdictChanges).toBeUndefined();
    await stop();
  });

  it('keeps the category when the postmortem is regenerated or the block edited', async () => {
    const { api, path, factor, cause, set, read, stop } =
      await withPostmortem();
    await set(factor.id, 'change');
    await set(cause.id, 'defect', 2);
    await api.post('/incidents/INC-42/evidence', {
      nodes: [{ ...shopEvidence[0], id: 'later' }],
    });
    await api.post(`${path}/regenerate`, {}, ada);
    const written = await read();
    expect(blockOf(written, 'contributingFactors').category?.id).toBe('change');
    expect(blockOf(written, 'rootCause').category?.id).toBe('defect');

    const edit = (claims: object[], baseRevision: number) =>
      api.put(`${path}/blocks/${factor.id}`, { baseRevision, claims }, ada);
    const words = { text: 'No canary.', kind: 'contributing_factor' };
    const { body: edited } = await edit([words], written.revision);
    expect(blockOf(edited, 'contributingFactors').category?.id).toBe('change');
    await api.post(`${path}/regenerate`, {}, ada);
    const again = await read();
    expect(blockOf(again, 'contributingFactors').category?.id).toBe('change');

    const { body: removed } = await edit([], again.revision);
    expect(blockOf(removed, 'contributingFactors').category).toBeUndefined();
    await stop();
  });

  it('answers 409 when the block has changed since it was read', async () => {
    const { api, path, factor, cause, set, stop } = await withPostmortem();
    await set(factor.id, 'change');

    const stale = await set(factor.id, 'process', 1, asUser('bob'));
    expect(stale.status).toBe(409);
    expect(stale.body.error).toMatchObject({
      current: { category: { id: 'change' } },
      yours: 'process',
    });
    // Another block of the same revision is nobody's conflict
    expect((await set(cause.id, 'defect')).status).toBe(200);
    const words = { text: 'It rained.', kind: 'root_cause' };
    await api.put(
      `${path}/blocks/${cause.id}`,
      { baseRevision: 3, claims: [words] },
      ada,
    );
    expect((await set(cause.id, 'data', 3)).status).toBe(409);
    await stop();
  });

  it('rejects an invalid category, revision or block with the reason', async () => {
    const { postmortem, factor, set, read, stop } = await withPostmortem();
    const summary = blockOf(postmortem, 'summary');
    for (const [answer, status, message] of [
      [set(factor.id, 'weather'), 400, 'there are change, configuration,'],
      [set(factor.id, 'Not An Id'), 400, '/category must be a short'],
      [set(factor.id, undefined), 400, '/category'],
      [set(factor.id, 'change', 0), 400, '/baseRevision'],
      [set(factor.id, 'change', 99), 404, 'revision'],
      [set('nothing', 'change'), 404, "no block 'nothing'"],
      [
        set(summary.id, 'change'),
        400,
        'only blocks of rootCause, contributingFactors, waysOfWorking',
      ],
    ] as const) {
      const { status: answered, body } = await answer;
      expect([answered, body.error.message]).toEqual([
        status,
        expect.stringContaining(message),
      ]);
    }
    expect((await read()).revision).toBe(1);
    await stop();
  });

  it('rejects a category for a block that states that no cause is known', async () => {
    const { api, stop } = await startPostmortems();
    await api.post('/incidents', {
      key: 'INC-1',
      title: 'Checkout rejects orders',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:02:00Z',
    });
    const { body } = await api.post('/incidents/INC-1/postmortems', {});
    for (const section of ['rootCause', 'contributingFactors']) {
      const answer = await api.put(
        `/postmortems/${body.id}/blocks/${blockOf(body, section).id}/category`,
        { baseRevision: 1, category: 'change' },
        ada,
      );
      expect([answer.status, answer.body.error.message]).toEqual([
        400,
        expect.stringContaining('names no cause or contributing factor'),
      ]);
    }
    expect(body.suggestedCategories).toEqual({});
    await stop();
  });

  it('answers 403 without the permission to edit', async () => {
    let denied = false;
    const result = ({ name }: { name: string }) =>
      denied && name === postmortemUpdatePermission.name
        ? ({ result: AuthorizeResult.DENY } as const)
        : ({ result: AuthorizeResult.ALLOW } as const);
    const { invoke, postmortem, factor, set, read, stop } =
      await withPostmortem({
        permissions: {
          authorize: async requests =>
            requests.map(({ permission }) => result(permission)),
          authorizeConditional: async requests =>
            requests.map(({ permission }) => result(permission)),
        },
      });
    denied = true;

    expect((await set(factor.id, 'change')).status).toBe(403);
    expect((await set(factor.id, 'change', 1, '')).status).toBe(401);
    const acted = await invoke('set-contributing-factor-category', {
      postmortemId: postmortem.id,
      blockId: factor.id,
      baseRevision: 1,
      category: 'change',
    });
    expect(acted.status).toBe(403);
    expect((await read()).revision).toBe(1);
    await stop();
  });

  it('names the user when an agent chooses the category on their behalf', async () => {
    const { invoke, postmortem, factor, read, stop } = await withPostmortem();
    const { output: got } = await invoke('get-postmortem', {
      id: postmortem.id,
    });
    expect(got.revision).toBe(1);
    expect(got.factors).toContainEqual({
      blockId: factor.id,
      section: 'contributingFactors',
      text: factor.claims[0].text,
      suggestedCategory: 'change',
    });
    const set = (category: string, baseRevision = '1') =>
      invoke('set-contributing-factor-category', {
        postmortemId: postmortem.id,
        blockId: factor.id,
        baseRevision,
        category,
      });

    expect((await set('change')).output).toEqual({
      revision: 2,
      category: 'change',
    });
    expect(blockOf(await read(), 'contributingFactors').category).toEqual({
      id: 'change',
      setBy: 'user:default/ada',
    });
    expect((await set('process')).status).toBe(409);
    const { status, body } = await set('weather', '2');
    expect(status).toBe(400);
    expect(body.error.message).toContain('there are change, configuration');
    await stop();
  });

  it('suggests a category when the postmortem is read, and stores none', async () => {
    const { api, path, factor, set, read, stop } = await withPostmortem();
    const before = await read();
    expect(before.suggestedCategories).toMatchObject({ [factor.id]: 'change' });

    const { body } = await set(factor.id, 'process');
    expect(body.suggestedCategories).not.toHaveProperty([factor.id]);
    const { body: history } = await api.get(`${path}/revisions`);
    for (const { content, contentHash } of history.items) {
      expect(JSON.stringify(content)).not.toContain('suggested');
      expect(canonicalHash(content)).toBe(contentHash);
    }
    const { body: exported } = await api.get(`${path}/export?format=json`);
    expect(exported.postmortem).not.toHaveProperty('suggestedCategories');
    await stop();
  });

  it('accepts only configured categories', async () => {
    const configured = [
      { id: 'people', title: 'People', description: 'Not used for blame' },
      { id: 'process', title: 'Ways of working' },
    ];
    const { api, path, factor, set, read, stop } = await withPostmortem({
      config: { postmortems: { contributingFactorCategories: configured } },
    });

    const { body } = await api.get('/contributing-factor-categories', ada);
    expect(body).toEqual({ items: configured });
    expect((await read()).suggestedCategories).toEqual({});
    expect((await set(factor.id, 'change')).status).toBe(400);
    await set(factor.id, 'process');
    const { text } = await api.get(`${path}/export`, ada);
    expect(text).toContain('*(category: Ways of working)*');
    await stop();
  });

  it('answers 401 to a list of categories without credentials', async () => {
    const { api, stop } = await startPostmortems();
    const { status } = await api.get('/contributing-factor-categories', '');
    expect(status).toBe(401);
    await stop();
  });
});
