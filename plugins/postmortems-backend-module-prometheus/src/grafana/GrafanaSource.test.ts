import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { FakeGrafana, stateChange } from '../__testUtils__/FakeGrafana';
import { FakeIncidents } from '../__testUtils__/FakeIncidents';
import {
  type GrafanaAlert,
  grafanaNotification,
  toGrafanaAlert,
} from '../__testUtils__/grafanaNotifications';
import { notification } from '../__testUtils__/notifications';
import { grafanaSource } from '../__testUtils__/grafanaSource';
import { catalogOf } from '../__testUtils__/catalogOf';
import { prometheusConfig } from '../__testUtils__/prometheusConfig';
import { ServiceResolver } from '../catalog/ServiceResolver';
import { AlertStore } from '../incidents/AlertStore';
import { PrometheusSource } from '../PrometheusSource';
import { mockServices } from '@backstage/backend-test-utils';
import type { GrafanaSource } from './GrafanaSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();
const { signal } = new AbortController();

describe.each(databases.eachSupportedId())('GrafanaSource, %s', id => {
  let knex: Knex;
  let server: FakeGrafana;
  let incidents: FakeIncidents;
  let source: GrafanaSource;

  beforeEach(async () => {
    knex = await databases.init(id);
    server = await FakeGrafana.start();
    incidents = new FakeIncidents();
    source = await grafanaSource(knex, {
      webhook: { token: 's3cret' },
      baseUrl: server.baseUrl,
      externalUrl: 'https://grafana.example.com',
      auth: { token: server.token },
    });
  });
  afterEach(() => server.stop());

  it('tests the server that it asks, and has nothing to test without one', async () => {
    expect(
      await source.testConnection!({ signal: AbortSignal.timeout(10_000) }),
    ).toMatchObject([
      {
        target: `Grafana at ${server.baseUrl} (postmortems.provenanceRouting.telemetrySources[0])`,
        ok: true,
      },
    ]);
    const told = await grafanaSource(knex, { webhook: { token: 's3cret' } });
    expect(told.testConnection).toBeUndefined();
  });

  const deliver = (
    alerts: GrafanaAlert[],
    receivedAt: string,
    overrides?: Record<string, unknown>,
  ) =>
    source.webhook!.process(
      {
        id: 'any',
        receivedAt: new Date(receivedAt),
        body: grafanaNotification(alerts, overrides),
      },
      incidents,
    );

  /** As the API has alerts: with labels and annotations that are not notified. */
  const groupsOf = (alert: GrafanaAlert, status: object = {}) => {
    const { labels, annotations, dashboardURL, panelURL, values, ...rest } =
      toGrafanaAlert(alert);
    return [
      {
        labels: { alertname: labels.alertname, grafana_folder: 'Shop' },
        receiver: { name: 'postmortems' },
        alerts: [
          {
            ...rest,
            labels: { ...labels, __alert_rule_uid__: '1afz29v7z' },
            annotations: {
              ...annotations,
              __dashboardUid__: 'shop',
              __panelId__: '4',
              __orgId__: '1',
              __values__: JSON.stringify(values),
            },
            status: {
              state: 'active',
              silencedBy: [],
              inhibitedBy: [],
              ...status,
            },
          },
        ],
      },
    ];
  };

  it('opens the incident of an alert whose notification was missed, once', async () => {
    const alert = { startsAt: ago(30) };
    server.alertGroups = groupsOf(alert);
    await source.poll!.run(incidents, signal);
    expect(incidents.only.startedAt).toBe(alert.startsAt);
    const [node] = incidents.nodes('alert');
    expect(node.payload).toMatchObject({
      dashboardUrl: `https://grafana.example.com/d/shop?orgId=1&from=${
        Date.parse(alert.startsAt) - 1_800_000
      }&to=${Date.parse(alert.startsAt) + 1_800_000}&viewPanel=4`,
      values: { B: 0.38, C: 1 },
      labels: toGrafanaAlert(alert).labels,
    });
    expect(JSON.stringify(node)).not.toContain('__');

    const changes = incidents.changes.length;
    await source.poll!.run(incidents, signal);
    await deliver([alert], ago(0));
    expect(incidents.changes).toHaveLength(changes);
    await deliver([{ ...alert, endsAt: ago(1) }], ago(0));
    expect(incidents.only.status).toBe('resolved');
  });

  it('opens nothing for what Grafana cannot see', async () => {
    server.alertGroups = groupsOf({
      name: 'DatasourceError',
      startsAt: ago(30),
    });
    await source.poll!.run(incidents, signal);
    expect(incidents.incidents.size).toBe(0);
  });

  it.each([
    [
      { silencedBy: ['s1', 'gone'] },
      /^Checkout errors is silenced until 2026-03-02 18:30 UTC\./,
    ],
    [{ silencedBy: ['gone'] }, /^Checkout errors is silenced\./],
    [{ inhibitedBy: ['f1'] }, /is inhibited by another alert\./],
  ])('says of an open alert that it is muted: %j', async (status, message) => {
    const alert = { startsAt: ago(60) };
    await deliver([alert], ago(59));
    server.silences = [{ id: 's1', endsAt: '2026-03-02T18:30:00.000Z' }];
    server.alertGroups = groupsOf(alert, { state: 'suppressed', ...status });
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('open');
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      { code: 'muted', message: expect.stringMatching(message) },
    ]);
  });

  it('resolves the incident of an alert that Grafana no longer has, and says so', async () => {
    await deliver([{ startsAt: ago(60) }], ago(59));
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('resolved');
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'assumed-end',
        message: expect.stringContaining('and Grafana no longer has it'),
      },
    ]);
    expect(incidents.nodes('alert').at(-1)).toMatchObject({
      provider: 'grafana',
      payload: { notes: ['Its end was never sent; Grafana was asked.'] },
    });
  });

  it('takes the end of an alert from the state history', async () => {
    await deliver([{ startsAt: ago(60) }], ago(59));
    server.annotations = [
      stateChange({ id: 1, at: ago(20), from: 'Alerting', to: 'Normal' }),
      stateChange({ id: 2, at: ago(10), from: 'Alerting', to: 'Normal' }),
    ];
    await source.poll!.run(incidents, signal);
    expect(Date.parse(incidents.only.resolvedAt!)).toBe(
      server.annotations[0].time,
    );
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'assumed-end',
        message: expect.stringContaining('The state history of Grafana has it'),
      },
    ]);
  });

  it('leaves an alert open that another contact point told of', async () => {
    const alert = { startsAt: ago(60) };
    await deliver([alert], ago(59), { receiver: 'sre-oncall' });
    const [group] = groupsOf(alert);
    server.alertGroups = [{ ...group, receiver: { name: 'sre-oncall' } }];
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('open');
    expect(incidents.noticeCodes).toEqual([]);
  });

  it('leaves alerts of other organisations alone', async () => {
    await deliver([{ startsAt: ago(60) }], ago(59), { orgId: 2 });
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('open');
    server.alertGroups = groupsOf({ startsAt: ago(30) });
    await source.poll!.run(incidents, signal);
    expect([...incidents.incidents.values()]).toMatchObject([
      { startedAt: expect.any(String), status: 'open' },
      { startedAt: expect.any(String), status: 'open' },
    ]);
  });

  it('leaves an alert open whose rule cannot be evaluated', async () => {
    await deliver([{ startsAt: ago(60) }], ago(59));
    server.alertGroups = groupsOf({
      name: 'DatasourceError',
      labels: { rulename: 'Checkout errors', ref_id: 'A' },
      startsAt: ago(30),
    });
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('open');
  });

  it.each([
    [{ routes: [{ mute_time_intervals: ['nights'] }] }],
    [{ routes: [{ routes: [{ active_time_intervals: ['days'] }] }] }],
    [undefined],
  ])('opens nothing that a mute timing may hide: %j', async policies => {
    server.policies = policies;
    server.alertGroups = groupsOf({ startsAt: ago(30) });
    await source.poll!.run(incidents, signal);
    expect(incidents.incidents.size).toBe(0);
  });

  it('leaves the first notification of a new alert its time', async () => {
    server.alertGroups = groupsOf({ startsAt: ago(1) });
    await source.poll!.run(incidents, signal);
    expect(incidents.incidents.size).toBe(0);
  });

  it('leaves alerts open while Grafana does not answer', async () => {
    await deliver([{ startsAt: ago(60) }], ago(59));
    server.failures.push({ status: 401, body: { message: 'Unauthorized' } });
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('open');
  });

  it('does not take the groups and alerts of Alertmanager for its own', async () => {
    const config = prometheusConfig({ webhook: { token: 's3cret' } });
    const alertmanager = new PrometheusSource({
      config,
      alerts: await AlertStore.create({
        database: mockServices.database({ knex }),
        source: 'prometheus',
        ...config,
      }),
      services: new ServiceResolver({ catalog: catalogOf([]), ...config }),
      logger: mockServices.logger.mock(),
    });
    const groupKey = '{}:{service="basket"}';
    const send = (to: PrometheusSource | GrafanaSource, body: string) =>
      to.webhook!.process(
        { id: 'any', receivedAt: new Date(ago(59)), body },
        incidents,
      );
    const alert = { startsAt: ago(60) };
    await send(alertmanager, notification([alert], { groupKey }));
    await send(source, notification([alert], { groupKey, orgId: undefined }));
    expect([...incidents.incidents.keys()].map(key => key.slice(0, 2))).toEqual(
      ['AM', 'GF'],
    );
    await source.poll!.run(incidents, signal);
    expect(
      [...incidents.incidents.values()].map(({ status }) => status),
    ).toEqual(['open', 'resolved']);
  });

  it('takes text out of what it stores', async () => {
    await deliver([{ startsAt: ago(60) }], ago(59));
    await source.rewriteStored({
      incidentKey: incidents.only.key,
      rewrite: text => text.replaceAll('basket', '[erased]'),
    });
    const rows = await knex('postmortems_prometheus_alerts').select('details');
    expect(JSON.stringify(rows)).not.toContain('basket');
  });
});
