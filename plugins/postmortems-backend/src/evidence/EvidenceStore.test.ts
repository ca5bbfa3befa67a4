import { testIncident, testNode } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('evidence on %p', databaseId => {
  it('distinguishes created, duplicate and conflicting nodes', async () => {
    const { stores } = await createTestStores(databases, databaseId);
    await stores.incidents.create({ incident: testIncident(), actor: 'test' });
    const a = testNode({ id: 'a' });
    const b = testNode({
      id: 'b',
      sourceUrl: 'https://example.com/b',
      expiresAt: '2026-04-02T14:01:00.000Z',
    });
    const insert = (nodes: (typeof a)[]) =>
      stores.evidence.insert({ incidentKey: 'INC-1', nodes, actor: 'test' });
    expect(await insert([b, a, a])).toMatchObject([
      { index: 0, status: 'created', id: 'b' },
      { status: 'created', id: 'a' },
      { status: 'duplicate' },
    ]);
    const other = testNode({ id: 'a', confidence: 0.1 });
    expect(await insert([other, b])).toEqual([
      {
        index: 0,
        status: 'rejected',
        id: 'a',
        errors: [
          {
            path: '/id',
            message: `'a' is stored with other content (hash ${a.contentHash})`,
          },
        ],
      },
      {
        index: 1,
        status: 'duplicate',
        id: 'b',
        contentHash: b.contentHash,
        truncated: false,
      },
    ]);
    expect(
      (await stores.evidence.list({ incidentKey: 'INC-1', limit: 10 })).items,
    ).toEqual([a, b]);
  });

  it('outlines and streams the same nodes in one order, over pages', async () => {
    const { stores } = await createTestStores(databases, databaseId);
    await stores.incidents.create({ incident: testIncident(), actor: 'test' });
    const nodes = Array.from({ length: 2300 }, (_, index) =>
      testNode({
        id: `node-${(index * 7919) % 2300}`,
        timestamp: new Date(
          Date.UTC(2026, 2, 2, 14, 0, index % 100),
        ).toISOString(),
        payload: {
          kind: 'log',
          message: index % 50 === 0 ? 'x'.repeat(200_000) : 'short',
        },
        originalBytes: index % 50 === 0 ? 200_030 : 40,
      }),
    );
    const incidentKey = 'INC-1';
    await stores.evidence.insert({ incidentKey, nodes, actor: 'test' });
    const ids = { outlined: [] as string[], streamed: [] as string[] };
    const outline = stores.evidence.outline({ incidentKey, throughBatch: 1 });
    for await (const { id } of outline) ids.outlined.push(id);
    for await (const { id } of stores.evidence.stream({ incidentKey })) {
      ids.streamed.push(id);
    }

    expect(ids.streamed).toHaveLength(2300);
    expect(new Set(ids.streamed).size).toBe(2300);
    expect(ids.outlined).toEqual(ids.streamed);
    expect(await stores.evidence.sizeOf({ incidentKey })).toMatchObject({
      nodes: 2300,
    });
  });
});
