import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { notification, TestAlert } from '../__testUtils__/notifications';
import { parseNotification, readBody } from '../webhook/payload';
import { AlertStore } from './AlertStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
const service = { ref: 'component:default/basket', name: 'basket' };
const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute)).toISOString();

describe.each(databases.eachSupportedId())('AlertStore, %s', id => {
  let store: AlertStore;
  beforeEach(async () => {
    const knex = await databases.init(id);
    store = await AlertStore.create({
      source: 'prometheus',
      database: mockServices.database({ knex }),
      flapWindowMinutes: 60,
    });
  });

  async function record(alerts: TestAlert[], groupKey = 'group') {
    const receivedAt = new Date();
    const parsed = parseNotification(
      readBody(notification(alerts)),
      receivedAt,
    );
    const touched = await store.record({
      groupKey,
      groupLabels: {},
      receivedAt,
      isComplete: true,
      alerts: parsed.alerts.map(alert => ({ alert, service })),
    });
    return touched;
  }
  const keyOf = async (alerts: TestAlert[], groupKey?: string) => {
    const keys = [...(await record(alerts, groupKey)).keys()];
    expect(keys).toHaveLength(1);
    return keys[0];
  };

  it('keeps alerts that fire together in one incident until the last has ended', async () => {
    const key = await keyOf([{ startsAt: at(0) }]);
    expect(key).toMatch(/^AM-[0-9a-f]{10}$/);
    await expect(
      keyOf([{ startsAt: at(0) }, { name: 'Slow', startsAt: at(2) }]),
    ).resolves.toBe(key);
    await keyOf([
      { startsAt: at(0), endsAt: at(4) },
      { name: 'Slow', startsAt: at(2) },
    ]);
    // Alertmanager has dropped the first alert by now.
    const touched = await record([
      { name: 'Slow', startsAt: at(2), endsAt: at(6) },
    ]);
    expect(touched.get(key)).toEqual([
      expect.objectContaining({ startsAt: at(0), endsAt: at(4) }),
      expect.objectContaining({ startsAt: at(2), endsAt: at(6) }),
    ]);
  });

  it('joins alerts that fire again within the window, and begins a new incident after it', async () => {
    const first = await keyOf([{ startsAt: at(0) }]);
    await keyOf([{ startsAt: at(0), endsAt: at(4) }]);
    await expect(keyOf([{ startsAt: at(9) }])).resolves.toBe(first);
    await keyOf([{ startsAt: at(9), endsAt: at(12) }]);
    await expect(keyOf([{ startsAt: at(72), endsAt: at(73) }])).resolves.toBe(
      first,
    );
    const second = await keyOf([{ startsAt: at(134) }]);
    expect(second).not.toBe(first);
    await expect(keyOf([{ startsAt: at(0), endsAt: at(4) }])).resolves.toBe(
      first,
    );
  });

  it('continues the incident when an alert starts again without a notified end', async () => {
    const key = await keyOf([{ startsAt: at(0) }]);
    const touched = await record([{ startsAt: at(5), endsAt: at(7) }]);
    expect([...touched.keys()]).toEqual([key]);
    expect(touched.get(key)).toEqual([
      expect.objectContaining({ startsAt: at(0), endsAt: at(5) }),
      expect.objectContaining({ startsAt: at(5), endsAt: at(7) }),
    ]);
  });

  it('stores the end when the resolved notification arrives first', async () => {
    const key = await keyOf([{ startsAt: at(0), endsAt: at(4) }]);
    const touched = await record([{ startsAt: at(0) }]);
    expect(touched.get(key)).toEqual([
      expect.objectContaining({ startsAt: at(0), endsAt: at(4) }),
    ]);
  });

  it('keeps groups apart', async () => {
    const one = await keyOf([{ startsAt: at(0) }], 'one');
    await expect(keyOf([{ startsAt: at(0) }], 'two')).resolves.not.toBe(one);
  });

  it('creates one incident when two replicas process notifications at once', async () => {
    const keys = await Promise.all([
      keyOf([{ startsAt: at(1) }, { name: 'Slow', startsAt: at(2) }]),
      keyOf([{ startsAt: at(1) }]),
      keyOf([{ startsAt: at(1), endsAt: at(3) }]),
    ]);
    expect(new Set(keys).size).toBe(1);
  });

  it('takes text out of the alerts of an incident, which stay with it', async () => {
    const owned = { startsAt: at(0), labels: { owner: 'mei@corp.example' } };
    const key = await keyOf([owned], '{owner="mei@corp.example"}');
    const rewrite = (text: string) =>
      text.replaceAll('mei@corp.example', '[erased]');
    await store.rewriteStored({ incidentKey: key, rewrite });
    expect(await store.findGroupKey({ groupLabels: {} })).not.toContain('mei');
    const [alert] = await store.listAlerts({ incidentKey: key });
    expect(alert).toMatchObject({
      labels: { owner: '[erased]' },
      name: 'BasketErrors',
    });
    // Told of again
    await expect(keyOf([owned], '{owner="mei@corp.example"}')).resolves.toBe(
      key,
    );
    const [again] = await store.listAlerts({ incidentKey: key });
    expect(again.labels).toEqual(alert.labels);
  });

  it('records which alerts are part of the incident', async () => {
    const key = await keyOf([{ startsAt: at(0) }]);
    const told = async () =>
      (await store.listAlerts({ incidentKey: key })).map(
        ({ firingApplied, endApplied }) => ({ firingApplied, endApplied }),
      );
    await expect(told()).resolves.toEqual([{ firingApplied: false }]);
    const apply = async (applied: object) => {
      const [alert] = await store.listAlerts({ incidentKey: key });
      await store.markApplied({ alerts: [{ ...alert, ...applied }] });
    };
    await apply({ firingApplied: true });
    await expect(told()).resolves.toEqual([{ firingApplied: true }]);
    await apply({ firingApplied: false, endApplied: at(4) });
    await expect(told()).resolves.toEqual([
      { firingApplied: true, endApplied: at(4) },
    ]);
  });

  it('tells two episodes of a group apart in whatever order single alerts come', async () => {
    const episode = (from: number): TestAlert[] =>
      Array.from({ length: 8 }, (_, index) => ({
        name: `Alert${index}`,
        startsAt: at(from + index),
      }));
    const facts = [...episode(0), ...episode(180)].flatMap(alert => [
      alert,
      {
        ...alert,
        endsAt: new Date(Date.parse(alert.startsAt) + 600_000).toISOString(),
      },
    ]);
    for (let round = 0; round < 2; round += 1) {
      const group = `group ${round}`;
      for (const fact of shuffled([...facts, ...facts], round)) {
        await record([fact], group);
      }
      const found = await record(facts, group);
      const sizes = [...found.values()].map(alerts => alerts.length);
      expect(sizes).toEqual([8, 8]);
    }
  });

  it('keeps alerts together that were listed together, however long one fires', async () => {
    const long = { name: 'Slow', startsAt: at(0) };
    const key = await keyOf([long]);
    await expect(
      keyOf([long, { name: 'Errors', startsAt: at(300) }]),
    ).resolves.toBe(key);
  });

  it('notes what a notification of the group leaves out', async () => {
    const slow = { name: 'Slow', startsAt: at(0) };
    const errors = { name: 'Errors', startsAt: at(2) };
    const key = await keyOf([slow, errors]);
    await new Promise(resolve => setTimeout(resolve, 5));
    const touched = await record([{ ...errors, endsAt: at(9) }]);
    const left = touched.get(key)!.find(({ name }) => name === 'Slow')!;
    expect(left.unlistedAt! > left.listedAt!).toBe(true);
    expect(left.endsAt).toBeUndefined();
  });

  it('gives a group that was found by asking its own key once it is notified', async () => {
    const groupLabels = { service: 'basket' };
    const groupKey = await store.findGroupKey({ groupLabels });
    const { alerts } = parseNotification(
      readBody(notification([{ startsAt: at(0) }])),
      new Date(),
    );
    const options = {
      groupLabels,
      receivedAt: new Date(),
      isComplete: false,
      alerts: alerts.map(alert => ({ alert, service })),
    };
    const [found] = [...(await store.record({ ...options, groupKey })).keys()];
    const [notified] = [
      ...(await store.record({ ...options, groupKey: 'real' })).keys(),
    ];
    expect(notified).toBe(found);
    await expect(store.findGroupKey({ groupLabels })).resolves.toBe('real');
  });
});

/** The same order for the same seed. */
function shuffled<T>(items: T[], seed: number): T[] {
  let state = seed + 1;
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (last + 1);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}
