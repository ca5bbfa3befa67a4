import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { notification, TestAlert } from '../__testUtils__/notifications';
import { parseNotification } from '../webhook/payload';
import { AlertStore } from './AlertStore';

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
const service = { ref: 'component:default/basket', name: 'basket' };
const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute)).toISOString();

describe.each(databases.eachSupportedId())('AlertStore, %s', id => {
  let store: AlertStore;
  beforeEach(async () => {
    const knex = await databases.init(id);
    store = await AlertStore.create({
      database: mockServices.database({ knex }),
    });
  });

  async function record(alerts: TestAlert[], groupKey = 'group') {
    const parsed = parseNotification(notification(alerts));
    const touched = await store.record({
      groupKey,
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

  it('begins a new incident when an alert fires again after its end', async () => {
    const first = await keyOf([{ startsAt: at(0) }]);
    await keyOf([{ startsAt: at(0), endsAt: at(4) }]);
    const second = await keyOf([{ startsAt: at(9) }]);
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

  it('records which alerts are part of the incident', async () => {
    const firing = [{ startsAt: at(0) }];
    const key = await keyOf(firing);
    const told = async () =>
      (await store.listAlerts({ incidentKey: key })).map(
        ({ firingApplied, endApplied }) => ({ firingApplied, endApplied }),
      );
    await expect(told()).resolves.toEqual([{ firingApplied: false }]);
    const apply = (alerts: TestAlert[]) =>
      store.markApplied({
        groupKey: 'group',
        alerts: parseNotification(notification(alerts)).alerts,
      });
    await apply(firing);
    await expect(told()).resolves.toEqual([{ firingApplied: true }]);
    const over = [{ startsAt: at(0), endsAt: at(4) }];
    await record(over);
    await apply(over);
    await expect(told()).resolves.toEqual([
      { firingApplied: true, endApplied: at(4) },
    ]);
  });
});
