import { testIncident, testNode } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { sealEvidence } from './sealEvidence';
import { verifySeal } from './verifySeal';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('SealStore on %p', databaseId => {
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

  it('streams exactly what a seal covers after more evidence has arrived', async () => {
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
    for await (const node of stores.seals.streamEvidence(seal)) {
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

  it('stores seals of different records at once', async () => {
    const { stores } = await open();
    const incident = await stores.incidents.get({ key: 'INC-1' });
    await stores.evidence.insert({ incidentKey: 'INC-1', nodes, actor: 'a' });
    const sealed = await Promise.all(
      ['one', 'two', 'three', 'four'].map(title =>
        sealEvidence({
          seals: stores.seals,
          incident: { ...incident, title },
          actor: 'a',
        }),
      ),
    );
    expect(new Set(sealed.map(({ seal }) => seal.id)).size).toBe(4);
    await expect(
      stores.seals.problemsOf({
        incidentKey: 'INC-1',
        ids: nodes.map(({ id }) => id!),
      }),
    ).resolves.toEqual([]);
  });
});
