import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { metricPayloadSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { FakeIncidents } from './__testUtils__/FakeIncidents';
import { FakePrometheus } from './__testUtils__/FakePrometheus';
import { notification, TestAlert } from './__testUtils__/notifications';
import { ServiceResolver } from './catalog/ServiceResolver';
import { AlertStore } from './incidents/AlertStore';
import { PrometheusSource } from './PrometheusSource';
import { catalogOf } from './__testUtils__/catalogOf';
import { prometheusConfig } from './__testUtils__/prometheusConfig';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const at = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute, second)).toISOString();

describe('PrometheusSource', () => {
  let prometheus: FakePrometheus;
  let incidents: FakeIncidents;
  let source: PrometheusSource;
  let knex: Knex;

  beforeEach(async () => {
    prometheus = await FakePrometheus.start();
    prometheus.rules = [{ name: 'BasketErrors', query: 'errors:ratio > 0.05' }];
    incidents = new FakeIncidents();
    source = await createSource();
  });
  afterEach(() => prometheus.stop());

  async function createSource(overrides: object = {}) {
    const config = prometheusConfig({
      webhook: { token: 's3cret' },
      instances: [
        {
          baseUrl: prometheus.baseUrl,
          alertWindowMinutes: 10,
          recoveryMinutes: 5,
          queries: [{ name: 'traffic', query: 'rps{app="$service"}' }],
        },
      ],
      ...overrides,
    });
    const metadata = { name: 'basket', namespace: 'default' };
    knex = await databases.init('SQLITE_3');
    return new PrometheusSource({
      config,
      alerts: await AlertStore.create({
        source: 'prometheus',
        database: mockServices.database({ knex }),
        ...config,
      }),
      services: new ServiceResolver({
        catalog: catalogOf([{ apiVersion: 'v1', kind: 'Component', metadata }]),
        ...config,
      }),
      logger: mockServices.logger.mock(),
    });
  }

  async function deliver(
    alerts: TestAlert[],
    receivedAt: string,
    overrides?: Record<string, unknown>,
  ) {
    await source.webhook!.process(
      {
        id: 'any',
        receivedAt: new Date(receivedAt),
        body: notification(alerts, overrides),
      },
      incidents,
    );
    await runTasks();
  }

  /** A task that fails stays for the next attempt. */
  async function runTasks() {
    for (const task of [...incidents.tasks.values()]) {
      await source.runTask!({ ...task, receivedAt: new Date() }, incidents);
      incidents.tasks.delete(task.id);
    }
  }

  it('checks the secret before it looks at the body', async () => {
    const authenticate = (authorization: string | undefined, body: string) =>
      source.webhook!.authenticate({
        headers: { authorization },
        rawBody: Buffer.from(body),
      });
    const body = notification([{ startsAt: at(0) }]);
    await expect(authenticate(undefined, 'nonsense')).rejects.toThrow(
      expect.objectContaining({ name: 'AuthenticationError' }),
    );
    await expect(authenticate('Bearer s3cret', 'nonsense')).rejects.toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
    await expect(authenticate('Bearer s3cret', body)).resolves.toEqual({
      deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/),
      orderKey: '{}:{service="basket"}',
    });
  });

  it('tests each server that it asks, and has nothing to test without one', async () => {
    const test = async (overrides?: object) =>
      (await createSource(overrides)).testConnection?.({
        signal: AbortSignal.timeout(10_000),
      });
    const { baseUrl } = prometheus;
    expect(await test({ alertmanagers: [{ baseUrl }] })).toEqual([
      {
        target: `Prometheus at ${baseUrl}`,
        ok: true,
        message: 'It answers queries; version 3.0.0',
      },
      {
        target: `Alertmanager at ${baseUrl}`,
        ok: true,
        message:
          'It answers; alert groups that go to the receiver postmortems now: 0',
      },
    ]);
    prometheus.version = undefined;
    expect(await test()).toMatchObject([
      { ok: true, message: 'It answers queries' },
    ]);
    prometheus.answer = () => ({ status: 401, body: 'sign in' });
    expect(await test()).toMatchObject([
      {
        ok: false,
        message: `Prometheus at ${baseUrl} answered 401: sign in; it wants to know who asks; set postmortems.provenanceRouting.telemetrySources[0].instances[0].auth`,
      },
    ]);
    expect(await test({ instances: [] })).toBeUndefined();
  });

  it('has no webhook when none is configured', async () => {
    expect(
      (await createSource({ webhook: undefined })).webhook,
    ).toBeUndefined();
  });

  it('creates an incident with its alert and metrics, and resolves it', async () => {
    await deliver([{ startsAt: at(0) }], at(0, 10));
    expect(incidents.only).toMatchObject({
      title: 'Basket answers with errors',
      severity: 'sev1',
      status: 'open',
      services: ['component:default/basket'],
      startedAt: at(0),
      detectedAt: at(0),
      sourceUrl: 'http://alertmanager.example.com:9093',
    });
    expect(incidents.nodes('alert')).toEqual([
      expect.objectContaining({
        timestamp: at(0),
        provider: 'prometheus',
        metadata: expect.objectContaining({
          service: 'component:default/basket',
        }),
        payload: expect.objectContaining({
          alertName: 'BasketErrors',
          status: 'firing',
          summary: 'Basket answers with errors',
          expression: 'errors:ratio > 0.05',
        }),
      }),
    ]);
    expect(prometheus.queries).toEqual(['rps{app="basket"}', 'errors:ratio']);

    await deliver([{ startsAt: at(0), endsAt: at(8) }], at(8, 20));
    expect(incidents.only).toMatchObject({
      status: 'resolved',
      resolvedAt: at(8),
    });
    expect(incidents.nodes('alert').map(node => node.payload.status)).toEqual([
      'firing',
      'resolved',
    ]);
    const windows = incidents
      .nodes('metric')
      .map(node => metricPayloadSchema.parse(node.payload))
      .filter(payload => payload.metric === 'BasketErrors')
      .map(payload => [payload.points[0][0], payload.points.at(-1)![0]]);
    expect(windows).toEqual([
      ['2026-03-02T13:50:00.000Z', at(0)],
      ['2026-03-02T13:50:00.000Z', at(8, 15)],
    ]);
  });

  it('changes nothing when a delivery is processed again', async () => {
    const firing = [{ startsAt: at(0) }];
    const over = [{ startsAt: at(0), endsAt: at(8) }];
    await deliver(firing, at(0, 10));
    await deliver(over, at(8, 20));
    const before = incidents.changes.length;
    await deliver(firing, at(0, 10));
    await deliver(over, at(8, 20));
    expect(incidents.changes.slice(before)).toEqual([]);
  });

  it('keeps the first annotations of an alert when they change', async () => {
    await deliver(
      [{ startsAt: at(0), annotations: { summary: '17% errors' } }],
      at(0, 10),
    );
    await deliver(
      [
        { startsAt: at(0), annotations: { summary: '31% errors' } },
        { name: 'Slow', startsAt: at(2) },
      ],
      at(2, 10),
    );
    expect(incidents.nodes('alert').map(node => node.payload.summary)).toEqual([
      '17% errors',
      'Basket answers with errors',
    ]);
    expect(incidents.only.title).toBe('17% errors');
  });

  it('resolves the incident when the resolved notification arrives first', async () => {
    await deliver([{ startsAt: at(0), endsAt: at(8) }], at(8, 20));
    await deliver([{ startsAt: at(0) }], at(8, 30));
    expect(incidents.only).toMatchObject({
      status: 'resolved',
      startedAt: at(0),
      resolvedAt: at(8),
    });
    expect(incidents.nodes('alert')).toHaveLength(2);
  });

  it('creates a new incident when the alert fires again much later', async () => {
    await deliver([{ startsAt: at(0) }], at(0, 10));
    await deliver([{ startsAt: at(0), endsAt: at(8) }], at(8, 20));
    await deliver([{ startsAt: at(69) }], at(69, 10));
    expect(
      [...incidents.incidents.values()].map(({ status }) => status),
    ).toEqual(['resolved', 'open']);
  });

  it('extends the incident with alerts of its group, and resolves it with the last one', async () => {
    const errors = { startsAt: at(5), labels: { severity: 'warning' } };
    const slow = {
      name: 'Slow',
      startsAt: at(1),
      labels: { service: 'ghost' },
    };
    await deliver([errors], at(5, 10));
    expect(incidents.only.severity).toBe('sev3');
    await deliver([errors, slow], at(6));
    expect(incidents.only).toMatchObject({
      severity: 'sev1',
      services: ['component:default/basket', 'component:default/ghost'],
      startedAt: at(1),
      detectedAt: at(1),
    });
    await deliver([{ ...errors, endsAt: at(7) }, slow], at(7, 10));
    expect(incidents.only.status).toBe('open');
    await deliver([{ ...slow, endsAt: at(9) }], at(9, 10));
    expect(incidents.only).toMatchObject({ resolvedAt: at(9) });
  });

  it('reopens the incident when a late notification has another firing alert', async () => {
    await deliver([{ startsAt: at(0), endsAt: at(4) }], at(4, 10));
    expect(incidents.only.status).toBe('resolved');
    const slow = { name: 'Slow', startsAt: at(2) };
    await deliver([{ startsAt: at(0) }, slow], at(4, 20));
    expect(incidents.only.status).toBe('open');
    await deliver([{ ...slow, endsAt: at(6) }], at(6, 10));
    expect(incidents.only).toMatchObject({ resolvedAt: at(6) });
  });

  it('keeps edits by people', async () => {
    await deliver([{ startsAt: at(5) }], at(5, 10));
    const { key } = incidents.only;
    await incidents.updateIncident(key, {
      severity: 'sev4',
      title: 'Basket lost its session store',
      services: ['component:default/sessions'],
      startedAt: at(1),
      mitigatedAt: at(9),
    });
    await deliver([{ startsAt: at(5), endsAt: at(8) }], at(8, 20));
    expect(incidents.only).toMatchObject({
      severity: 'sev4',
      title: 'Basket lost its session store',
      services: ['component:default/sessions'],
      startedAt: at(1),
      // Not before the mitigation that a person noted.
      resolvedAt: at(9),
    });
    await incidents.updateIncident(key, { resolvedAt: at(30) });
    await deliver([{ startsAt: at(5), endsAt: at(10) }], at(10, 20));
    expect(incidents.only.resolvedAt).toBe(at(30));
  });

  it('completes a delivery that was interrupted', async () => {
    incidents.failNextEvidence = true;
    await expect(deliver([{ startsAt: at(0) }], at(0, 10))).rejects.toThrow(
      'the database went away',
    );
    expect(incidents.nodes('alert')).toEqual([]);
    await deliver([{ startsAt: at(0) }], at(0, 10));
    expect(incidents.nodes('alert')).toHaveLength(1);
    expect(incidents.nodes('metric')).toHaveLength(2);
  });

  it('opens the incident before metrics, and pulls them when Prometheus is back', async () => {
    const usual = prometheus.answer;
    prometheus.answer = () => ({ status: 503, body: '' });
    await expect(deliver([{ startsAt: at(0) }], at(0, 10))).rejects.toThrow(
      'Metrics could not be pulled: traffic, BasketErrors: Prometheus at ',
    );
    expect(incidents.nodes('alert')).toHaveLength(1);
    prometheus.answer = usual;
    await runTasks();
    expect(incidents.nodes('alert')).toHaveLength(1);
    expect(incidents.nodes('metric')).toHaveLength(2);
  });

  it('asks Prometheus nothing while a delivery is processed', async () => {
    prometheus.answer = () => 'hang';
    await source.webhook!.process(
      {
        id: 'any',
        receivedAt: new Date(at(0, 10)),
        body: notification([{ startsAt: at(0) }]),
      },
      incidents,
    );
    expect(incidents.only.status).toBe('open');
    expect(prometheus.asked).toEqual([]);
  });

  it('says in plain words that a proxy answered with its sign-in page', async () => {
    prometheus.answer = () => ({
      body: '<!doctype html><title>Sign in</title>',
      headers: { 'content-type': 'text/html' },
    });
    await expect(deliver([{ startsAt: at(0) }], at(0, 10))).rejects.toThrow(
      /^Metrics could not be pulled: traffic, BasketErrors: Prometheus at \S+ answered with a web page in place of data, such as the sign-in page of a proxy; its values could not be read$/,
    );
  });

  it('never calls an address from a notification', async () => {
    const stranger = await FakePrometheus.start();
    try {
      const generatorURL = `${stranger.baseUrl}/graph?g0.expr=up`;
      await deliver([{ startsAt: at(0), generatorURL }], at(0, 10), {
        externalURL: stranger.baseUrl,
      });
      expect(stranger.asked).toEqual([]);
      expect(incidents.nodes('alert')).toHaveLength(1);
    } finally {
      await stranger.stop();
    }
  });

  it('escapes a hostile label in a query', async () => {
    const labels = { service: 'x"} or vector(1) #' };
    await deliver([{ startsAt: at(0), labels }], at(0, 10));
    expect(prometheus.queries[0]).toBe('rps{app="x\\"} or vector(1) #"}');
    expect(incidents.only.services).toEqual([
      'component:default/x-or-vector-1',
    ]);
  });

  it('opens nothing for heartbeats, and never extends an incident by one', async () => {
    const watchdog = {
      name: 'Watchdog',
      startsAt: '2026-02-01T00:00:00.000Z',
      labels: { severity: 'critical' },
    };
    const quiet = {
      name: 'Pipeline',
      startsAt: at(0),
      labels: { severity: 'None' },
    };
    await deliver([watchdog, quiet], at(1));
    expect(incidents.incidents.size).toBe(0);
    await deliver([watchdog, quiet, { startsAt: at(5) }], at(5, 10));
    expect(incidents.only).toMatchObject({ startedAt: at(5), status: 'open' });
    await deliver(
      [watchdog, quiet, { startsAt: at(5), endsAt: at(9) }],
      at(9, 10),
    );
    expect(incidents.only).toMatchObject({
      status: 'resolved',
      resolvedAt: at(9),
    });
    expect(incidents.nodes('alert')).toHaveLength(2);
  });

  it('leaves out the alerts that the configuration names', async () => {
    source = await createSource({ ignoredAlerts: ['NightlyBackup'] });
    await deliver([{ name: 'NightlyBackup', startsAt: at(0) }], at(1));
    expect(incidents.incidents.size).toBe(0);
  });

  it('reads severities in whatever spelling, and shows one that it does not know', async () => {
    const known = { startsAt: at(0), labels: { severity: ' Sev-2 ' } };
    await deliver([known], at(1));
    expect(incidents.only.severity).toBe('sev2');
    expect(incidents.noticeCodes).toEqual([]);
    const odd = {
      name: 'Odd',
      startsAt: at(1),
      labels: { severity: 'business-hours' },
    };
    await deliver([known, odd], at(1, 10));
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'unknown-severity',
        message:
          'The severity “business-hours” of Odd is not known here, so it counts as sev4.',
      },
    ]);
  });

  it('makes one incident of an alert that flaps, and counts its firings', async () => {
    for (const minute of [0, 5, 10, 15]) {
      await deliver([{ startsAt: at(minute) }], at(minute, 10));
      await deliver(
        [{ startsAt: at(minute), endsAt: at(minute + 2) }],
        at(minute + 2, 10),
      );
    }
    expect(incidents.only).toMatchObject({
      startedAt: at(0),
      resolvedAt: at(17),
    });
    expect(incidents.nodes('alert')).toHaveLength(8);
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'flapping',
        message: expect.stringMatching(
          /^BasketErrors fired 4 times between 2026-03-02 14:00 UTC and 2026-03-02 14:17 UTC\./,
        ),
      },
    ]);
  });

  it('opens an incident for alerts whose texts are odd or whose clock is ahead', async () => {
    await deliver(
      [
        {
          startsAt: at(90),
          annotations: { summary: `${'x'.repeat(299)}🔥 is on fire \u0000` },
        },
        {
          name: 'Slow',
          startsAt: at(0),
          annotations: { description: 'y'.repeat(9000) },
        },
      ],
      at(1),
    );
    expect(incidents.only.title).toBe(`${'x'.repeat(299)}…`);
    expect(incidents.only.startedAt).toBe(at(0));
    expect(incidents.nodes('alert')).toHaveLength(2);
    expect(incidents.nodes('alert')[0].payload).toMatchObject({
      startsAt: at(1),
      notes: [expect.stringContaining('The clocks differ.')],
    });
    expect(incidents.noticeCodes).toEqual(['odd-alert', 'odd-alert']);
  });

  it('takes a storm of 1,500 alerts as one incident', async () => {
    await deliver(
      Array.from({ length: 1500 }, (_, index) => ({
        name: 'NodeNotReady',
        labels: { instance: `node-${index}` },
        startsAt: at(0),
      })),
      at(1),
    );
    expect(incidents.nodes('alert')).toHaveLength(1500);
  });

  it('hints at what to annotate when the catalog knows no label', async () => {
    await deliver(
      [
        {
          startsAt: at(0),
          labels: { service: 'kps-kube-state-metrics', deployment: 'ghost' },
        },
      ],
      at(1),
    );
    expect(incidents.only.services).toEqual(['component:default/ghost']);
    expect(incidents.notices.get(incidents.only.key)![0].message).toContain(
      'annotate the component with backstage.io/kubernetes-id',
    );
  });

  it('says that there is no news of an alert that was silenced', async () => {
    const slow = {
      name: 'Slow',
      startsAt: at(0),
      labels: { severity: 'warning' },
    };
    await deliver([slow], at(0, 10));
    await deliver([slow, { startsAt: at(5) }], at(5, 10));
    await deliver([{ startsAt: at(5), endsAt: at(40) }], at(40, 10));
    expect(incidents.only.status).toBe('open');
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'no-news',
        message: expect.stringMatching(
          /^No news of Slow since 2026-03-02 14:05 UTC: Alertmanager left it out at 2026-03-02 14:40 UTC/,
        ),
      },
    ]);
  });

  it('keeps no text of an incident that was erased, whatever is told of it later', async () => {
    const startsAt = '2026-03-02T14:02:00Z';
    const alert = (name: string) => ({
      name,
      startsAt,
      labels: { owner: 'mei@corp.example' },
    });
    await deliver([alert('BasketErrors')], '2026-03-02T14:03:00Z');
    const [key] = incidents.incidents.keys();
    incidents.incidents.set(key, {
      ...incidents.incidents.get(key)!,
      erased: { at: '2026-03-03T00:00:00.000Z', reason: 'request' },
    });
    await source.rewriteStored({
      incidentKey: key,
      rewrite: () => '[erased]',
    });
    const asked = prometheus.queries.length;
    const { changes } = incidents;
    const before = changes.length;
    await deliver(
      [alert('BasketErrors'), alert('BasketSlow')],
      '2026-03-02T14:04:00Z',
    );
    const tables = ['alerts', 'groups'].map(name =>
      knex(`postmortems_prometheus_${name}`).select(),
    );
    const stored = JSON.stringify(await Promise.all(tables));
    expect(stored).toContain(key);
    expect(stored).not.toMatch(/mei@|Basket|basket/);
    expect(changes.slice(before)).toEqual([]);
    expect(prometheus.queries).toHaveLength(asked);
  });

  it('leaves out invalid links', async () => {
    await deliver(
      [{ startsAt: at(0), generatorURL: 'data:text/html,hello' }],
      at(0, 10),
      { externalURL: 'data:text/html,hello' },
    );
    expect(incidents.only.sourceUrl).toBeUndefined();
    expect(incidents.nodes('alert')[0].sourceUrl).toBeUndefined();
  });

  it.each([
    [{ dashboard_url: 'https://grafana.example.com/d/checkout' }],
    [
      {
        dashboard: 'Checkout overview',
        grafana_url: 'https://grafana.example.com/d/checkout',
      },
    ],
  ])('keeps the dashboard that an alert names: %j', async annotations => {
    await deliver([{ startsAt: at(0), annotations }], at(0, 10));

    expect(incidents.nodes('alert')[0].payload.dashboardUrl).toBe(
      'https://grafana.example.com/d/checkout',
    );
  });

  it('keeps no dashboard whose address is not http or https', async () => {
    const annotations = { dashboard_url: `${'java'}script:alert(1)` };
    await deliver([{ startsAt: at(0), annotations }], at(0, 10));

    expect(incidents.nodes('alert')[0].payload).not.toHaveProperty(
      'dashboardUrl',
    );
  });

  describe('collect', () => {
    const window = { from: new Date(at(-20)), to: new Date(at(50)) };
    const signal = new AbortController().signal;
    const access = { restrict: async () => {}, addEvidence: async () => {} };
    const over = async () => {
      await deliver([{ startsAt: at(0), endsAt: at(8) }], at(8, 20));
      prometheus.asked.length = 0;
      return incidents.only;
    };

    it('pulls the whole window, with the metric behind each alert', async () => {
      const incident = await over();
      const nodes = await source.collect({
        incident,
        window,
        signal,
        ...access,
      });
      expect(prometheus.queries).toEqual(['rps{app="basket"}', 'errors:ratio']);
      expect(nodes.map(node => node.timestamp)).toEqual([at(13), at(13)]);
      await expect(
        source.collect({ incident, window, signal, ...access }),
      ).resolves.toEqual(nodes);
    });

    it('pulls nothing outside the given window', async () => {
      const incident = await over();
      const nodes = await source.collect({
        incident,
        window: { from: new Date(at(-2)), to: new Date(at(10)) },
        signal,
        ...access,
      });
      const { points } = metricPayloadSchema.parse(nodes[0].payload);
      expect([points[0][0], points.at(-1)![0]]).toEqual([at(-2), at(10)]);
    });

    it('throws the evidence that it has when a query fails', async () => {
      const incident = await over();
      const usual = prometheus.answer;
      prometheus.answer = asked =>
        asked.form.get('query') === 'errors:ratio'
          ? { status: 422, body: '' }
          : usual(asked);
      await expect(
        source.collect({ incident, window, signal, ...access }),
      ).rejects.toMatchObject({
        name: 'PartialEvidenceError',
        message: expect.stringContaining('BasketErrors: Prometheus at'),
        nodes: [expect.objectContaining({ sourceType: 'telemetry' })],
      });
      prometheus.answer = () => ({ status: 422, body: '' });
      await expect(
        source.collect({ incident, window, signal, ...access }),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    });
  });
});
