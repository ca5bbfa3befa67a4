import { startExampleBackend } from './support/exampleBackend';
import { machineOf } from './support/apiClient';
import { expect, openAsGuest, test as base } from './support/test';

const TOKEN = 'otlp-secret-of-this-test';
const KEY = 'INC-AGENT-1';
const LOG = 'pool exhausted: 50 of 50 connections in use';

/** An example app that takes spans of agents. */
const test = base.extend<object, object>({
  backend: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, workerInfo) => {
      const backend = await startExampleBackend({
        name: `agent-traces-${workerInfo.workerIndex}`,
        config: {
          postmortems: {
            provenanceRouting: {
              // A single block needs no list
              agentTraces: {
                platform: 'opentelemetry',
                license: 'CC-BY-4.0',
                webhook: { token: TOKEN },
              },
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

const attributesOf = (values: Record<string, string>) =>
  Object.entries(values).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }));

/** What an SDK exports of an agent that reads a log and concludes. */
function exportedSpans(start: number) {
  const span = (place: number, attributes: Record<string, string>) => ({
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: `eee19b7ec3c1b17${place}`,
    name: attributes['gen_ai.operation.name'],
    startTimeUnixNano: `${start + place * 1000}000000`,
    endTimeUnixNano: `${start + place * 1000 + 500}000000`,
    attributes: attributesOf(attributes),
    status: {},
  });
  const tool = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'get_logs',
  };
  return {
    resourceSpans: [
      {
        resource: {
          attributes: attributesOf({
            'service.name': 'triage-agent',
            'postmortems.incident': KEY,
          }),
        },
        scopeSpans: [
          {
            spans: [
              span(1, {
                ...tool,
                'gen_ai.tool.call.id': 'call-1',
                'gen_ai.tool.call.arguments': '{"pod":"checkout-1"}',
                'gen_ai.tool.call.result': `started\n${LOG}`,
              }),
              span(2, {
                ...tool,
                'gen_ai.tool.call.id': 'call-2',
                'gen_ai.tool.call.arguments': '{"pod":"orders-1"}',
              }),
              span(3, {
                'gen_ai.operation.name': 'chat',
                'gen_ai.output.messages': JSON.stringify([
                  {
                    role: 'assistant',
                    parts: [
                      {
                        type: 'text',
                        content:
                          '## Root cause\n\nThe connection pool of checkout was exhausted.',
                      },
                    ],
                  },
                ]),
              }),
            ],
          },
        ],
      },
    ],
  };
}

test('spans of an agent become sentences with their evidence and license', async ({
  page,
  backend,
}) => {
  const machine = machineOf(backend);
  const start = Date.now() - 30 * 60_000;
  await machine('POST', '/incidents', {
    key: KEY,
    title: 'Checkout hangs',
    severity: 'sev2',
    services: ['component:default/checkout'],
    startedAt: new Date(start).toISOString(),
    resolvedAt: new Date(start + 20 * 60_000).toISOString(),
  });
  const sent = await fetch(
    `${backend.url}/api/postmortems/webhooks/opentelemetry`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(exportedSpans(start)),
    },
  );
  expect([sent.status, await sent.json()]).toEqual([200, {}]);
  await expect
    .poll(async () => (await machine('GET', `/incidents/${KEY}/traces`)).items)
    .toHaveLength(1);

  await openAsGuest(page, '/catalog/default/component/checkout/postmortems');
  await page.getByRole('button', { name: /Draft postmortem for/ }).click();
  const rootCause = page.getByRole('region', { name: 'Root cause' });
  await expect(rootCause).toContainText(
    'The connection pool of checkout was exhausted',
    { timeout: 60_000 },
  );
  await rootCause
    .getByRole('button', {
      name: `Found by log inspection (“checkout-1”): “${LOG}”.`,
    })
    .click();
  const evidence = page.getByRole('region', {
    name: 'Evidence for this claim',
  });
  await expect(evidence).toContainText('Supported');
  await expect(evidence).toContainText(LOG);
  await expect(page.getByRole('main')).toContainText(
    'What a step of the investigation found, log inspection (“orders-1”), was not recorded.',
  );
  await page.screenshot({
    path: 'e2e-test-report/screenshots/agent-traces-1400.png',
    fullPage: true,
  });

  await page.getByRole('tab', { name: 'Investigation' }).click();
  await expect(page.getByText('Investigated by triage-agent')).toBeVisible();
  await expect(page.getByText('License: CC-BY-4.0')).toBeVisible();
});
