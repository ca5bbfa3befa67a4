import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { FakeIncidents } from './__testUtils__/FakeIncidents';
import { notification, TestAlert } from './__testUtils__/notifications';
import { ServiceResolver } from './catalog/ServiceResolver';
import { AlertStore } from './incidents/AlertStore';
import { PrometheusSource } from './PrometheusSource';
import { catalogOf } from './__testUtils__/catalogOf';
import { prometheusConfig } from './__testUtils__/prometheusConfig';

jest.setTimeout(300_000);

const GROUPS = 125;
const ALERTS = 10;
/** Alerts of one notification. */
const AT_ONCE = 5;
const MINUTE = 60_000;
const T0 = Date.UTC(2026, 2, 2, 14);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
const at = (minute: number) => new Date(T0 + minute * MINUTE).toISOString();

/** Two episodes of a group, three hours apart: 40 facts. */
function notificationsOf(group: number): string[] {
  return [0, 180].flatMap(from => {
    const alerts: TestAlert[] = Array.from({ length: ALERTS }, (_, index) => ({
      name: `Alert${index}`,
      startsAt: at(from + index + (group % 7)),
      labels: { service: `service-${group}` },
    }));
    const ends = alerts.map(alert => ({ ...alert, endsAt: at(from + 40) }));
    return [alerts, ends].flatMap(facts =>
      Array.from({ length: ALERTS / AT_ONCE }, (_, part) =>
        notification(facts.slice(part * AT_ONCE, (part + 1) * AT_ONCE), {
          groupKey: `{}:{service="service-${group}"}`,
        }),
      ),
    );
  });
}

/** The same order each time. */
function shuffled<T>(items: T[]): T[] {
  let state = 42;
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (last + 1);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

describe.each(databases.eachSupportedId())('a storm on %s', id => {
  it('of 5,000 alerts, doubled and shuffled, is two incidents a group', async () => {
    const config = prometheusConfig({ webhook: { token: 'a' } });
    const incidents = new FakeIncidents();
    const source = new PrometheusSource({
      config,
      alerts: await AlertStore.create({
        source: 'prometheus',
        database: mockServices.database({ knex: await databases.init(id) }),
        ...config,
      }),
      services: new ServiceResolver({
        catalog: catalogOf([]),
        ...config,
      }),
      logger: mockServices.logger.mock(),
    });
    const once = Array.from({ length: GROUPS }, (_, group) =>
      notificationsOf(group),
    ).flat();
    const queue = shuffled([...once, ...once]);
    const receivedAt = new Date();
    const work = async () => {
      for (let body = queue.pop(); body; body = queue.pop()) {
        await source.webhook!.process({ id: 'x', receivedAt, body }, incidents);
      }
    };
    await Promise.all(Array.from({ length: 4 }, work));

    const found = [...incidents.incidents.values()];
    expect(found).toHaveLength(2 * GROUPS);
    for (const { key, services, status, startedAt, resolvedAt } of found) {
      const isFirst = Date.parse(startedAt) < T0 + 90 * MINUTE;
      expect([status, resolvedAt]).toEqual([
        'resolved',
        at(isFirst ? 40 : 220),
      ]);
      expect(services).toHaveLength(1);
      const starts = incidents
        .nodes('alert', key)
        .map(({ payload }) => String(payload.startsAt));
      expect(starts).toHaveLength(2 * ALERTS);
      expect(starts.every(start => start < at(90) === isFirst)).toBe(true);
    }
  });
});
