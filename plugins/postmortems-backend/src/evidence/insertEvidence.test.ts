import { testIncident, testNode } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  withReplicas,
} from '../__testUtils__/stores';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('insert on %p', databaseId => {
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

  it('stores the same rows for a repeated batch in any order from two clients', async () => {
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

  it('keeps the first content of an id and rejects other content', async () => {
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

  it('pages through evidence without a gap or a repetition', async () => {
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
});
