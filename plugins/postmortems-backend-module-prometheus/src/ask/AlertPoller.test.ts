import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { FakeIncidents } from '../__testUtils__/FakeIncidents';
import { FakePrometheus, matrix } from '../__testUtils__/FakePrometheus';
import { notification, TestAlert } from '../__testUtils__/notifications';
import { ServiceResolver } from '../catalog/ServiceResolver';
import { AlertStore } from '../incidents/AlertStore';
import { PrometheusSource } from '../PrometheusSource';
import { catalogOf } from '../__testUtils__/catalogOf';
import { prometheusConfig } from '../__testUtils__/prometheusConfig';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();
const { signal } = new AbortController();

describe('AlertPoller', () => {
  let server: FakePrometheus;
  let incidents: FakeIncidents;

  beforeEach(async () => {
    server = await FakePrometheus.start();
    server.answer = () => matrix([]);
    incidents = new FakeIncidents();
  });
  afterEach(() => server.stop());

  async function createSource(overrides: object = {}) {
    const config = prometheusConfig({
      webhook: { token: 's3cret' },
      alertmanagers: [{ baseUrl: server.baseUrl }],
      ...overrides,
    });
    const knex = await databases.init('SQLITE_3');
    return new PrometheusSource({
      config,
      alerts: await AlertStore.create({
        source: 'prometheus',
        database: mockServices.database({ knex }),
        ...config,
      }),
      services: new ServiceResolver({
        catalog: catalogOf([
          {
            apiVersion: 'v1',
            kind: 'Component',
            metadata: { name: 'basket', namespace: 'default' },
          },
        ]),
        ...config,
      }),
      logger: mockServices.logger.mock(),
    });
  }

  const deliver = (source: PrometheusSource, alerts: TestAlert[], at: string) =>
    source.webhook!.process(
      { id: 'any', receivedAt: new Date(at), body: notification(alerts) },
      incidents,
    );

  /** As Alertmanager's API has the alerts of a notification. */
  const groupsOf = (alerts: TestAlert[], state = 'active') => [
    {
      labels: { service: 'basket' },
      receiver: { name: 'postmortems' },
      alerts: JSON.parse(notification(alerts)).alerts.map((alert: object) => ({
        ...alert,
        status: { state, silencedBy: [], inhibitedBy: [] },
      })),
    },
  ];

  it('opens the incident of an alert whose notification was missed, once', async () => {
    const source = await createSource();
    const alert = { startsAt: ago(30) };
    server.alertGroups = groupsOf([alert]);
    await source.poll!.run(incidents, signal);
    expect(incidents.only).toMatchObject({
      startedAt: alert.startsAt,
      status: 'open',
    });
    const changes = incidents.changes.length;
    await source.poll!.run(incidents, signal);
    await deliver(source, [alert], ago(0));
    expect(incidents.changes).toHaveLength(changes);
    await deliver(source, [{ ...alert, endsAt: ago(1) }], ago(0));
    expect(incidents.only.status).toBe('resolved');
  });

  it('leaves out heartbeats, silenced alerts, and those of other receivers', async () => {
    const source = await createSource();
    server.alertGroups = [
      ...groupsOf([{ name: 'Watchdog', startsAt: ago(30) }]),
      ...groupsOf([{ startsAt: ago(30) }], 'suppressed'),
      { ...groupsOf([{ startsAt: ago(30) }])[0], receiver: { name: 'other' } },
    ];
    await source.poll!.run(incidents, signal);
    expect(incidents.incidents.size).toBe(0);
  });

  it('says that a silenced alert still fires', async () => {
    const source = await createSource();
    const slow = { name: 'Slow', startsAt: ago(60) };
    const errors = { startsAt: ago(50) };
    await deliver(source, [slow, errors], ago(50));
    await deliver(source, [{ ...errors, endsAt: ago(20) }], ago(20));
    expect(incidents.noticeCodes).toEqual(['no-news']);
    server.alertGroups = groupsOf([slow], 'suppressed');
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('open');
    expect(incidents.noticeCodes).toEqual(['muted']);
  });

  it('says until when an alert is silenced', async () => {
    const source = await createSource();
    const alert = { startsAt: ago(60) };
    await deliver(source, [alert], ago(59));
    const [group] = groupsOf([alert], 'suppressed');
    group.alerts[0].status.silencedBy = ['s1'];
    server.alertGroups = [group];
    server.silences = [{ id: 's1', endsAt: '2026-03-02T18:30:00.000Z' }];
    await source.poll!.run(incidents, signal);
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'muted',
        message: expect.stringMatching(
          /^BasketErrors is silenced until 2026-03-02 18:30 UTC\. It still fired when/,
        ),
      },
    ]);
    server.alertGroups = groupsOf([alert]);
    await source.poll!.run(incidents, signal);
    expect(incidents.noticeCodes).toEqual([]);
  });

  it('resolves the incident of an alert that Alertmanager no longer has, and says so', async () => {
    const source = await createSource();
    const alert = { startsAt: ago(60) };
    await deliver(source, [alert], ago(59));
    await source.poll!.run(incidents, signal);
    expect(incidents.only).toMatchObject({ status: 'resolved' });
    expect(incidents.noticeCodes).toEqual(['assumed-end']);
    expect(incidents.nodes('alert').at(-1)!.payload).toMatchObject({
      status: 'resolved',
      notes: ['Its end was never sent; Alertmanager was asked.'],
    });
    // The end comes after all
    await deliver(source, [{ ...alert, endsAt: ago(10) }], ago(0));
    expect(incidents.noticeCodes).toEqual([]);
    expect(Date.parse(incidents.only.resolvedAt!)).toBeCloseTo(
      Date.now() - 600_000,
      -4,
    );
  });

  it('takes the end from Prometheus where it has one', async () => {
    const source = await createSource({
      alertmanagers: [],
      instances: [{ baseUrl: server.baseUrl }],
    });
    await deliver(source, [{ startsAt: ago(60) }], ago(59));
    const last = Math.floor(Date.parse(ago(33)) / 1000);
    server.answer = () =>
      matrix([
        {
          metric: {
            __name__: 'ALERTS',
            alertname: 'BasketErrors',
            alertstate: 'firing',
            service: 'basket',
          },
          values: [
            [last - 15, '1'],
            [last, '1'],
          ],
        },
        {
          metric: {
            alertname: 'BasketErrors',
            alertstate: 'firing',
            service: 'other',
          },
          values: [[last + 600, '1']],
        },
      ]);
    await source.poll!.run(incidents, signal);
    expect(incidents.only.resolvedAt).toBe(new Date(last * 1000).toISOString());
    expect(server.queries).toEqual([
      'ALERTS{alertstate="firing",alertname="BasketErrors"}',
    ]);
  });

  it('assumes nothing while Alertmanager does not answer', async () => {
    const source = await createSource({
      alertmanagers: [{ baseUrl: 'http://127.0.0.1:9' }],
    });
    await deliver(source, [{ startsAt: ago(60) }], ago(59));
    await source.poll!.run(incidents, signal);
    expect(incidents.only.status).toBe('open');
  });

  it('says when there was no news for long, though nobody can be asked', async () => {
    const source = await createSource({ alertmanagers: [] });
    await deliver(source, [{ startsAt: ago(900) }], ago(899));
    expect(incidents.noticeCodes).toEqual([]);
    await source.poll!.run(incidents, signal);
    expect(incidents.noticeCodes).toEqual(['no-news']);
  });

  it('takes every alert beside odd ones, once', async () => {
    const source = await createSource();
    const [group] = groupsOf([{ startsAt: ago(30) }]);
    const [fine] = group.alerts;
    const labelled = (instance: unknown) => ({ ...fine.labels, instance });
    const odd = [
      null,
      7,
      { ...fine, labels: labelled('a'), fingerprint: 'a', startsAt: 'soon' },
      { ...fine, labels: labelled(7), fingerprint: 'b' },
      { ...fine, labels: labelled('c'), fingerprint: 'c', status: 'odd' },
    ];
    server.alertGroups = [{ ...group, labels: 7, alerts: [...odd, fine] }];
    await source.poll!.run(incidents, signal);
    expect(incidents.incidents.size).toBe(1);
    const names = () =>
      incidents.nodes('alert').map(({ payload }) => payload.labels);
    expect(names()).toHaveLength(3);
    const changes = incidents.changes.length;
    await source.poll!.run(incidents, signal);
    expect(incidents.changes).toHaveLength(changes);
    expect(incidents.only.status).toBe('open');
  });

  it('goes on with other groups when one cannot be taken', async () => {
    const source = await createSource();
    const [one] = groupsOf([{ startsAt: ago(30) }]);
    const [other] = groupsOf([
      { startsAt: ago(20), labels: { service: 'other' } },
    ]);
    server.alertGroups = [one, { ...other, labels: { service: 'other' } }];
    const create = jest.spyOn(incidents, 'createIncident');
    create.mockRejectedValueOnce(new Error('odd'));
    await source.poll!.run(incidents, signal);
    expect(incidents.incidents.size).toBe(1);
    await source.poll!.run(incidents, signal);
    expect(incidents.incidents.size).toBe(2);
  });

  it('knows the end of an alert to the minute beside one that is open for a month', async () => {
    const source = await createSource({
      alertmanagers: [],
      instances: [{ baseUrl: server.baseUrl }],
    });
    const month = 30 * 24 * 60;
    const alerts = [
      { instance: 'old', from: month, to: 0 },
      { instance: 'ended', from: 120, to: 40 },
      { instance: 'long-ended', from: 20 * 60, to: 15 * 60 },
    ];
    for (const { instance, from } of alerts) {
      const alert = { startsAt: ago(from), labels: { instance } };
      await deliver(source, [alert], ago(from - 1));
    }
    server.answer = ({ form }) => {
      const [start, end, step] = ['start', 'end', 'step'].map(name =>
        Number(form.get(name)),
      );
      const series = alerts.map(({ instance, from, to }) => {
        const values: [number, string][] = [];
        for (let at = start; at <= end; at += step) {
          const minutes = Date.now() / 60_000 - at / 60;
          if (minutes <= from && minutes >= to) values.push([at, '1']);
        }
        const metric = { alertname: 'BasketErrors', instance };
        return { metric, values };
      });
      return matrix(series.filter(({ values }) => values.length > 0));
    };
    await source.poll!.run(incidents, signal);
    const ended = [...incidents.evidence.values()]
      .flatMap(nodes => [...nodes.values()])
      .filter(({ payload }) => payload.status === 'resolved');
    const minutesAgo = ended.map(({ timestamp }) =>
      Math.round((Date.now() - Date.parse(timestamp)) / 60_000),
    );
    expect(minutesAgo.sort((a, b) => a - b)).toEqual([40, 900]);
  });
});
