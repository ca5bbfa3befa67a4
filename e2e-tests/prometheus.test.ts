import getPort from 'get-port';
import { startMonitoring } from '../examples/shop/monitoring.mjs';
import { startShop } from '../examples/shop/shop.mjs';
import { startExampleBackend } from './support/exampleBackend';
import { expect, openAsGuest, test as base } from './support/test';

base.skip(
  process.env.E2E_WITHOUT_PROMETHEUS === 'true',
  'needs Prometheus and Alertmanager',
);

const TOKEN = 'webhook-secret-of-this-test';

/** An example app that a real Prometheus and a real Alertmanager tell about a real shop. */
const test = base.extend<
  { shop: Awaited<ReturnType<typeof startShop>> },
  object
>({
  backend: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, workerInfo) => {
      const port = await getPort();
      const backend = await startExampleBackend({
        name: `prometheus-${workerInfo.workerIndex}`,
        config: {
          postmortems: {
            provenanceRouting: {
              telemetrySources: [
                {
                  platform: 'prometheus',
                  webhook: { token: TOKEN },
                  instances: [
                    {
                      baseUrl: `http://127.0.0.1:${port}`,
                      stepSeconds: 1,
                      alertWindowMinutes: 1,
                      queries: [
                        {
                          name: 'request_rate',
                          unit: 'per_second',
                          query:
                            'sum(rate(http_requests_total{service="$service"}[15s]))',
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          },
        },
      });
      await use(Object.assign(backend, { prometheusPort: port }));
      await backend.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  shop: async ({ backend }, use) => {
    const shop = await startShop({ onLog: () => {}, onDeployment: () => {} });
    const monitoring = await startMonitoring({
      targets: shop.targets,
      webhook: `${backend.url}/api/postmortems/webhooks/prometheus`,
      token: TOKEN,
      port: (backend as unknown as { prometheusPort: number }).prometheusPort,
    });
    await use(shop);
    await monitoring.stop();
    await shop.stop();
  },
});

test('an alert of a real Alertmanager becomes a postmortem on the service', async ({
  page,
  backend,
  shop,
}) => {
  test.setTimeout(240_000);
  const call = async (path: string, body?: object) => {
    const response = await fetch(`${backend.url}/api/postmortems/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...backend.machineHeaders,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.ok, await response.clone().text()).toBe(true);
    return response.json();
  };
  const incidentIs = async (status: string) => {
    await expect
      .poll(
        async () =>
          (
            await call('/incidents?entityRef=component:default/checkout')
          ).items.map((incident: { status: string }) => incident.status),
        { timeout: 90_000 },
      )
      .toEqual([status]);
  };

  // A calm to compare with, then the bad deployment
  await new Promise(resolve => setTimeout(resolve, 15_000));
  shop.deploy('checkout', '2.4.1');
  await incidentIs('open');
  await new Promise(resolve => setTimeout(resolve, 5_000));
  shop.deploy('checkout', '2.4.0');
  await incidentIs('resolved');

  await openAsGuest(page, '/catalog/default/component/checkout/postmortems');
  await page.getByRole('button', { name: /Draft postmortem for/ }).click();
  await expect(page.getByRole('heading', { name: 'Summary' })).toBeVisible({
    timeout: 60_000,
  });

  const impact = page.getByRole('region', { name: 'Impact' });
  await expect(impact).toContainText(
    '1 alert fired: CheckoutErrors for checkout.',
  );
  await impact
    .getByRole('button', { name: /^CheckoutErrors of checkout rose/ })
    .click();
  const evidence = page.getByRole('region', {
    name: 'Evidence for this claim',
  });
  await expect(evidence).toContainText('Supported');
  await expect(
    evidence.getByRole('img', { name: 'CheckoutErrors over time' }),
  ).toBeVisible();
  // The traffic did not change: that is no impact
  await expect(impact).not.toContainText('request_rate');
  await expect(page.getByRole('note')).toContainText('Cause unknown');
  await page.screenshot({
    path: 'e2e-test-report/screenshots/prometheus-1400.png',
    fullPage: true,
  });
});
