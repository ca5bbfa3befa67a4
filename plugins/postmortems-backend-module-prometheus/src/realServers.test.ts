import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { metricPayloadSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { FakeIncidents } from './__testUtils__/FakeIncidents';
import { realBinaries, RealStack } from './__testUtils__/realStack';
import { ServiceResolver } from './catalog/ServiceResolver';
import { AlertStore } from './incidents/AlertStore';
import { PrometheusSource } from './PrometheusSource';
import { catalogOf } from './__testUtils__/catalogOf';
import { prometheusConfig } from './__testUtils__/prometheusConfig';

const missing = Object.entries(realBinaries).flatMap(([name, path]) =>
  path ? [] : [name],
);
// On a developer's machine they may be missing; in CI they may not.
const describeReal =
  missing.length > 0 && process.env.CI !== 'true' ? describe.skip : describe;

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describeReal('with a real Prometheus and Alertmanager', () => {
  let stack: RealStack;
  const incidents = new FakeIncidents();

  beforeAll(async () => {
    if (missing.length > 0) {
      throw new Error(
        `Not installed: ${missing}. Install Debian's prometheus and prometheus-alertmanager, or set PROMETHEUS_PATH and ALERTMANAGER_PATH`,
      );
    }
    stack = await RealStack.start();
  });
  afterAll(() => stack?.stop());

  it('follows an incident from the first alert to its end', async () => {
    const config = prometheusConfig({
      webhook: { token: 's3cret' },
      instances: [
        {
          baseUrl: stack.prometheusUrl,
          externalUrl: stack.prometheusUrl,
          stepSeconds: 1,
          alertWindowMinutes: 1,
          queries: [
            {
              name: 'error_ratio',
              query: 'basket_errors_ratio{service="$service"}',
              unit: 'ratio',
            },
            { name: 'broken', query: 'sum by (' },
          ],
        },
      ],
    });
    const source = new PrometheusSource({
      config,
      alerts: await AlertStore.create({
        source: 'prometheus',
        database: mockServices.database({
          knex: await databases.init('SQLITE_3'),
        }),
        ...config,
      }),
      services: new ServiceResolver({
        catalog: catalogOf([
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'basket', namespace: 'default' },
          },
        ]),
        ...config,
      }),
      logger: mockServices.logger.mock(),
    });
    const workOff = async ({
      body,
      authorization,
      at,
    }: RealStack['received'][number]) => {
      const { deliveryId } = await source.webhook!.authenticate({
        headers: { authorization },
        rawBody: body,
      });
      await source.webhook!.process(
        { id: deliveryId!, receivedAt: at, body: body.toString() },
        incidents,
      );
      for (const task of incidents.tasks.values()) {
        // One query is broken: what else there is must be stored all the same.
        await expect(
          source.runTask!({ ...task, receivedAt: at }, incidents),
        ).rejects.toThrow(/broken: Prometheus .* 400 bad_data: .*parse error/);
      }
      incidents.tasks.clear();
      return deliveryId;
    };

    stack.errorRatio = 0.4;
    const firing = await stack.until('the alert', () => stack.received[0]);
    const firingId = await workOff(firing);
    expect(incidents.only).toMatchObject({
      title: '0.4 of requests fail',
      status: 'open',
      severity: 'sev1',
      services: ['component:default/basket'],
    });

    stack.errorRatio = 0;
    const resolved = await stack.until('the end of the alert', () =>
      stack.received.find(
        ({ body }) => JSON.parse(body.toString()).status === 'resolved',
      ),
    );
    expect(await workOff(resolved)).not.toBe(firingId);
    expect(incidents.only.status).toBe('resolved');
    expect(Date.parse(incidents.only.resolvedAt!)).toBeGreaterThan(
      Date.parse(incidents.only.startedAt),
    );
    expect(
      incidents.nodes('alert').map(({ payload }) => payload.status),
    ).toEqual(['firing', 'resolved']);

    const pulled = (name: string) =>
      incidents
        .nodes('metric')
        .map(({ payload }) => metricPayloadSchema.parse(payload))
        .filter(({ metric }) => metric === name)
        .at(-1)!;
    expect(pulled('BasketErrors')).toMatchObject({
      query: 'basket_errors_ratio',
      alerts: ['BasketErrors'],
      threshold: { operator: '>', value: 0.05 },
    });
    expect(pulled('error_ratio')).toMatchObject({
      unit: 'ratio',
      query: 'basket_errors_ratio{service="basket"}',
      labels: expect.objectContaining({ service: 'basket' }),
    });
    for (const name of ['BasketErrors', 'error_ratio']) {
      const values = pulled(name).points.map(([, value]) => value);
      expect(Math.max(...values)).toBe(0.4);
      expect(values.at(-1)).toBe(0);
    }

    const [linked] = incidents
      .nodes('metric')
      .filter(({ payload }) => payload.metric === 'error_ratio')
      .slice(-1);
    const page = await fetch(linked.sourceUrl!);
    expect(page.ok).toBe(true);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await pointsBehind(linked.sourceUrl!)).toEqual(
      metricPayloadSchema.parse(linked.payload).points,
    );
  });

  it('finds the alert that nobody notified, and the end of one that was silenced', async () => {
    const asked = new FakeIncidents();
    const config = prometheusConfig({
      webhook: { token: 's3cret' },
      alertmanagers: [{ baseUrl: stack.alertmanagerUrl }],
      instances: [{ baseUrl: stack.prometheusUrl }],
    });
    const source = new PrometheusSource({
      config,
      alerts: await AlertStore.create({
        source: 'prometheus',
        database: mockServices.database({
          knex: await databases.init('SQLITE_3'),
        }),
        ...config,
      }),
      services: new ServiceResolver({
        catalog: catalogOf([]),
        ...config,
      }),
      logger: mockServices.logger.mock(),
      graceMs: 1000,
    });
    const poll = () => source.poll!.run(asked, new AbortController().signal);
    const repeatUntil = async (check: () => boolean) => {
      const deadline = Date.now() + 60_000;
      while (!check()) {
        if (Date.now() > deadline) throw new Error('Asked in vain');
        await new Promise(resolve => setTimeout(resolve, 500));
        await poll();
      }
    };

    stack.errorRatio = 0.4;
    await repeatUntil(() => asked.incidents.size === 1);
    expect(asked.only).toMatchObject({ status: 'open', severity: 'sev1' });

    const silenced = await fetch(`${stack.alertmanagerUrl}/api/v2/silences`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        matchers: [
          {
            name: 'alertname',
            value: 'BasketErrors',
            isRegex: false,
            isEqual: true,
          },
        ],
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
        createdBy: 'on-call',
        comment: 'known',
      }),
    });
    expect(silenced.status).toBe(200);
    await poll();
    expect(asked.only.status).toBe('open');

    stack.errorRatio = 0;
    await repeatUntil(() => asked.only.status === 'resolved');
    expect(asked.noticeCodes).toContain('assumed-end');
    const [, end] = asked.nodes('alert');
    expect(end.payload).toMatchObject({ status: 'resolved' });
  });
});

/** The points that Prometheus draws for a link to its page. */
async function pointsBehind(link: string): Promise<[string, number][]> {
  const { origin, searchParams } = new URL(link);
  const end = Date.parse(
    `${searchParams.get('g0.end_input')!.replace(' ', 'T')}Z`,
  );
  const seconds = Number.parseInt(searchParams.get('g0.range_input')!, 10);
  const answer = await fetch(
    `${origin}/api/v1/query_range?${new URLSearchParams({
      query: searchParams.get('g0.expr')!,
      start: String(end / 1000 - seconds),
      end: String(end / 1000),
      step: searchParams.get('g0.step_input')!,
    })}`,
  );
  const { data } = await answer.json();
  return data.result[0].values.map(([at, value]: [number, string]) => [
    new Date(at * 1000).toISOString(),
    Number(value),
  ]);
}
