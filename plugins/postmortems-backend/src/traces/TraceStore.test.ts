import { testIncident, testNode, testTrace } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('TraceStore on %p', databaseId => {
  const open = async () => {
    const opened = await createTestStores(databases, databaseId);
    await opened.stores.incidents.create({
      incident: testIncident(),
      actor: 'a',
    });
    return opened;
  };
  it('stores a trace with its steps or not at all', async () => {
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

  it('lists the newest first by their own times', async () => {
    const { stores } = await open();
    const { steps } = testTrace();
    for (const [traceId, timestamp] of [
      ['newer', '2026-03-02T14:30:00.000Z'],
      ['older', '2026-03-02T14:10:00.000Z'],
    ]) {
      await stores.traces.create({
        incidentKey: 'INC-1',
        trace: {
          ...testTrace(),
          traceId,
          steps: steps.map(step => ({ ...step, timestamp })),
        },
        stepNodes: [],
        actor: 'a',
      });
    }
    const listed = await stores.traces.list({ incidentKey: 'INC-1' });
    expect(listed.map(({ traceId }) => traceId)).toEqual(['newer', 'older']);
  });
});
