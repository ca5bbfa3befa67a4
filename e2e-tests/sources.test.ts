import {
  expectAccessible,
  expectNoSidewaysScroll,
  inTheme,
  keepPicture,
  THEMES,
} from './support/accessible';
import {
  startExampleBackend,
  type ExampleBackend,
} from './support/exampleBackend';
import { startFakePrometheus } from './support/fakePrometheus';
import { comeBackAs, expect, openAsGuest, test as base } from './support/test';

const TOKEN = 'hook-secret';

/** An instance with one source, which has a server to ask and a webhook. */
const test = base.extend<
  object,
  { prometheus: Awaited<ReturnType<typeof startFakePrometheus>> }
>({
  prometheus: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const prometheus = await startFakePrometheus();
      await use(prometheus);
      await prometheus.stop();
    },
    { scope: 'worker' },
  ],
  backend: [
    async ({ prometheus }, use) => {
      const backend = await startExampleBackend({
        name: 'sources',
        config: {
          postmortems: {
            provenanceRouting: {
              telemetrySources: [
                {
                  platform: 'prometheus',
                  webhook: { token: TOKEN },
                  instances: [
                    {
                      baseUrl: prometheus.url,
                      queries: [
                        { name: 'error_rate', query: 'errors{app="$service"}' },
                      ],
                    },
                  ],
                },
              ],
            },
          },
        },
      });
      await use(backend);
      await backend.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
});

async function sendAlert({ url }: ExampleBackend) {
  const answer = await fetch(`${url}/api/postmortems/webhooks/prometheus`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      version: '4',
      groupKey: '{}:{service="checkout"}',
      truncatedAlerts: 0,
      status: 'firing',
      receiver: 'postmortems',
      groupLabels: { service: 'checkout' },
      commonLabels: {},
      commonAnnotations: {},
      externalURL: 'http://alertmanager.example.com',
      alerts: [
        {
          status: 'firing',
          labels: {
            alertname: 'CheckoutErrors',
            service: 'checkout',
            severity: 'critical',
          },
          annotations: {},
          startsAt: new Date(Date.now() - 60_000).toISOString(),
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'http://prometheus.example.com/graph',
          fingerprint: 'a1b2c3d4e5f60718',
        },
      ],
    }),
  });
  expect(answer.status).toBe(202);
}

test('an administrator sees how a source is doing, tests it and tries a past window', async ({
  page,
  backend,
}) => {
  await sendAlert(backend);
  await openAsGuest(page, '/postmortems');
  await expect(page.getByRole('link', { name: 'Sources' })).toHaveCount(0);
  await comeBackAs(page, 'administrator');
  await page.getByRole('link', { name: 'Sources' }).click();

  const prometheus = page.getByRole('region', {
    name: 'prometheus',
    exact: true,
  });
  await expect(prometheus).toContainText('by webhook');
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(prometheus).toContainText('Lag', { timeout: 2_000 });
  }).toPass();

  await prometheus.getByRole('button', { name: 'Test connection' }).click();
  await expect(prometheus).toContainText('It answers queries; version 3.5.0');

  await prometheus.getByRole('button', { name: 'Try a past window' }).click();
  const form = page.getByRole('form', { name: /Try a past window/ });
  await form.getByRole('combobox', { name: 'Service' }).fill('checkout');
  await page
    .getByRole('option', { name: /component:default\/checkout/ })
    .click();
  await form.getByRole('button', { name: 'Try', exact: true }).click();
  await expect(form).toContainText('1 node would be taken');
  await expect(form).toContainText('Telemetry: metric');
  await expectAccessible(page);
  await keepPicture(page, 'sources-preview');

  await prometheus.getByRole('button', { name: 'Show deliveries' }).click();
  await expect(prometheus).toContainText('No deliveries in this state');
  await page.getByRole('tab', { name: 'Unassigned evidence' }).click();
  await expect(
    page.getByText('No evidence is waiting for an incident'),
  ).toBeVisible();
});

for (const theme of THEMES) {
  test(`sources are accessible in the ${theme} theme`, async ({ page }) => {
    await inTheme(page, theme);
    await openAsGuest(page, '/postmortems');
    await comeBackAs(page, 'administrator');
    await page.getByRole('link', { name: 'Sources' }).click();
    const prometheus = page.getByRole('region', {
      name: 'prometheus',
      exact: true,
    });
    await prometheus.getByRole('button', { name: 'Test connection' }).click();
    await expect(prometheus).toContainText('It answers queries');
    await prometheus.getByRole('button', { name: 'Try a past window' }).click();
    await page.waitForTimeout(500);
    await expectAccessible(page);
    await keepPicture(page, `sources-${theme}`);
    await page.setViewportSize({ width: 800, height: 900 });
    await expectNoSidewaysScroll(page);
    await keepPicture(page, `sources-${theme}-800`);
    await page.getByRole('tab', { name: 'Unassigned evidence' }).click();
    await expect(
      page.getByText('No evidence is waiting for an incident'),
    ).toBeVisible();
    await expectAccessible(page);
    await keepPicture(page, `unassigned-${theme}-800`);
  });
}
