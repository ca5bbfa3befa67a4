import {
  testClaim,
  testContent,
  testIncident,
  testNode,
  testTrace,
} from './__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  withReplicas,
} from './__testUtils__/stores';
import { sealEvidence, verifySeal } from '../../sealing';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('stores on %p', databaseId => {
  const open = async () => {
    const opened = await createTestStores(databases, databaseId);
    await opened.stores.incidents.create({
      incident: testIncident(),
      actor: 'a',
    });
    return opened;
  };
  const nodes = Array.from({ length: 300 }, (_, index) =>
    testNode({
      id: `node-${index}`,
      timestamp: new Date(Date.UTC(2026, 2, 2, 14, 0, index)).toISOString(),
      payload: { kind: 'log', message: `line ${index}` },
    }),
  );
  const rowsOf = async ({ knex }: Awaited<ReturnType<typeof open>>) =>
    knex('evidence').select('id', 'content_hash', 'payload').orderBy('id');

  it('hold the same rows after the same batch twice, in two orders, from two clients at once', async () => {
    const once = await open();
    await once.stores.evidence.insert({
      incidentKey: 'INC-1',
      nodes,
      actor: 'a',
    });
    const many = await open();
    await withReplicas(many.knex, 2, async ([one, other]) => {
      const outcomes = await Promise.all([
        one.evidence.insert({ incidentKey: 'INC-1', nodes, actor: 'a' }),
        other.evidence.insert({
          incidentKey: 'INC-1',
          nodes: [...nodes].reverse(),
          actor: 'b',
        }),
      ]);
      const created = outcomes
        .flat()
        .filter(({ status }) => status === 'created');
      expect(created).toHaveLength(nodes.length);
      expect(
        outcomes.flat().filter(({ status }) => status === 'rejected'),
      ).toEqual([]);
    });

    expect(await rowsOf(many)).toEqual(await rowsOf(once));
  });

  it('keep the first content of an id, and tell who comes with other content', async () => {
    const { stores } = await open();
    const insert = (node = testNode()) =>
      stores.evidence.insert({
        incidentKey: 'INC-1',
        nodes: [node],
        actor: 'a',
      });

    expect(await insert()).toMatchObject([{ status: 'created' }]);
    expect(await insert()).toMatchObject([{ status: 'duplicate' }]);
    expect(
      await insert(testNode({ payload: { kind: 'alert', status: 'other' } })),
    ).toMatchObject([{ status: 'rejected' }]);
  });

  it('page through evidence without a gap or a repetition', async () => {
    const { stores } = await open();
    await stores.evidence.insert({ incidentKey: 'INC-1', nodes, actor: 'a' });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await stores.evidence.list({
        incidentKey: 'INC-1',
        limit: 47,
        cursor,
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);

    expect(seen).toEqual(nodes.map(({ id }) => id));
  });

  it('open an incident once, whoever comes first', async () => {
    const { knex } = await open();
    await withReplicas(knex, 2, async replicas => {
      const results = await Promise.all(
        replicas.map(({ incidents }) =>
          incidents.create({
            incident: testIncident({ key: 'INC-2' }),
            actor: 'a',
          }),
        ),
      );
      expect(results.filter(({ created }) => created)).toHaveLength(1);
    });
  });

  it('lose no change when two change an incident at once', async () => {
    const { knex, stores } = await open();
    await withReplicas(knex, 2, async replicas => {
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          replicas[index % 2].incidents.update({
            key: 'INC-1',
            actor: 'a',
            change: current => ({
              ...current,
              participants: [...current.participants, `user:default/u${index}`],
            }),
          }),
        ),
      );
    });

    const { participants } = await stores.incidents.get({ key: 'INC-1' });
    expect(participants).toHaveLength(10);
  });

  it('seal what is there, and stream exactly that whatever comes later', async () => {
    const { stores } = await open();
    const incident = await stores.incidents.get({ key: 'INC-1' });
    const insert = (from: number, to: number) =>
      stores.evidence.insert({
        incidentKey: 'INC-1',
        nodes: nodes.slice(from, to),
        actor: 'a',
      });
    const sealNow = async () =>
      (await sealEvidence({ seals: stores.seals, incident, actor: 'a' })).seal;
    await insert(0, 100);
    const seal = await sealNow();
    await insert(100, 200);

    const evidence = [];
    for await (const node of stores.evidence.stream({
      incidentKey: 'INC-1',
      sealId: seal.id,
    })) {
      evidence.push(node);
    }
    expect(evidence).toHaveLength(100);
    expect(await verifySeal({ seal, evidence })).toMatchObject({
      intact: true,
    });
    expect(
      await verifySeal({ seal, evidence: evidence.slice(1) }),
    ).toMatchObject({ intact: false });
    expect((await sealNow()).id).not.toBe(seal.id);
  });

  it('write one postmortem of an incident, whoever writes at once', async () => {
    const { knex, stores } = await open();
    const incident = await stores.incidents.get({ key: 'INC-1' });
    const {
      seal: { id: sealId },
    } = await sealEvidence({ seals: stores.seals, incident, actor: 'a' });
    const save = (one: typeof stores, text: string) =>
      one.postmortems.saveRevision({
        incidentKey: 'INC-1',
        revision: {
          author: { type: 'person', ref: 'user:default/ada' },
          reason: 'test',
          sealId,
          content: testContent({ claims: [testClaim({ text })] }),
        },
        actor: 'a',
      });
    await withReplicas(knex, 2, async ([one, other]) => {
      const results = await Promise.all([
        save(one, 'the same'),
        save(other, 'the same'),
      ]);
      expect(new Set(results.map(({ postmortem }) => postmortem.id)).size).toBe(
        1,
      );
      expect(results.filter(({ created }) => created)).toHaveLength(1);
    });
    const { postmortem } = await save(stores, 'another');

    expect(postmortem.revision).toBe(2);
    const { items } = await stores.postmortems.listRevisions({
      id: postmortem.id,
      limit: 10,
    });
    expect(items.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(items[1].content.sections[0].blocks[0].claims[0].text).toBe(
      'the same',
    );
  });

  it('store a trace with its steps or not at all', async () => {
    const { stores, knex } = await open();
    const step = testNode({ id: 'trace:run-1:step-1' });
    const create = (stepNodes = [step]) =>
      stores.traces.create({
        incidentKey: 'INC-1',
        trace: testTrace(),
        stepNodes,
        actor: 'a',
      });
    await stores.evidence.insert({
      incidentKey: 'INC-1',
      nodes: [testNode({ id: step.id, payload: { other: true } })],
      actor: 'a',
    });

    await expect(create()).rejects.toThrow('cannot be stored');
    expect(await knex('traces').select()).toEqual([]);
    expect((await create([testNode({ id: 'free' })])).created).toBe(true);
    expect((await create([testNode({ id: 'free' })])).created).toBe(false);
  });

  it('hand each delivery to one replica, and to another when that one is gone', async () => {
    const { knex, stores } = await open();
    for (const deliveryId of ['d1', 'd2', 'd3', 'd4']) {
      expect(
        await stores.inbox.add({ sourceId: 's', deliveryId, body: '{}' }),
      ).toBe(true);
    }
    expect(
      await stores.inbox.add({ sourceId: 's', deliveryId: 'd1', body: '{}' }),
    ).toBe(false);
    await withReplicas(knex, 2, async replicas => {
      const claims = await Promise.all(
        replicas.map(({ inbox }) =>
          inbox.claim({ limit: 2, leaseSeconds: 60 }),
        ),
      );
      const ids = claims.flat().map(({ deliveryId }) => deliveryId);
      expect(new Set(ids).size).toBe(ids.length);
    });
    const rest = await stores.inbox.claim({ limit: 9, leaseSeconds: 60 });
    expect(rest.length).toBeLessThanOrEqual(2);

    const other = await open();
    await other.stores.inbox.add({
      sourceId: 's',
      deliveryId: 'd',
      body: '{}',
    });
    const [lost] = await other.stores.inbox.claim({
      limit: 1,
      leaseSeconds: 0,
    });
    const [taken] = await other.stores.inbox.claim({
      limit: 1,
      leaseSeconds: 60,
    });
    expect(taken).toMatchObject({ deliveryId: 'd', attempts: 2 });
    // The first one comes back too late
    await other.stores.inbox.complete({ ticket: lost.ticket });
    await other.stores.inbox.fail({
      ticket: taken.ticket,
      error: 'again',
      retryAt: new Date(Date.now() - 1000),
    });
    const [again] = await other.stores.inbox.claim({
      limit: 1,
      leaseSeconds: 60,
    });
    expect(again.attempts).toBe(3);
    await other.stores.inbox.complete({ ticket: again.ticket });
    expect(
      await other.stores.inbox.claim({ limit: 1, leaseSeconds: 60 }),
    ).toEqual([]);
  });
});
