import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startExampleBackend } from './support/exampleBackend';
import { expect, openAsGuest, test as base } from './support/test';

const SECRET = 'webhook-secret-of-this-test';
const SLUG = 'shop/checkout';
const OLD = 'aaaaaaa1111111111111111111111111111111aa';
const BAD = 'bbbbbbb2222222222222222222222222222222bb';

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

function deployed(id: number, sha: string, at: string) {
  return {
    deployment: {
      id,
      sha,
      ref: 'main',
      task: 'deploy',
      environment: 'production',
      description: null,
      creator: { login: 'octocat' },
      created_at: at,
    },
    deployment_status: {
      id: id * 10,
      state: 'success',
      description: '',
      created_at: at,
    },
  };
}

/** A release that breaks checkout, and the way back. */
const deployments = [
  deployed(1, OLD, minutesAgo(100)),
  deployed(2, BAD, minutesAgo(40)),
  deployed(3, OLD, minutesAgo(20)),
];

/** What GitHub's API answers when it is asked for more. */
async function startGithub() {
  const answers = new Map<string, unknown>([
    ['', { full_name: SLUG, default_branch: 'main' }],
    ['/deployments', deployments.map(one => one.deployment).reverse()],
    ...deployments.map(({ deployment, deployment_status: status }) => {
      const path = `/deployments/${deployment.id}/statuses`;
      return [path, [status]] as [string, unknown];
    }),
    ['/actions/runs', { total_count: 0, workflow_runs: [] }],
  ]);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const answer = answers.get(pathname.slice(`/repos/${SLUG}`.length)) ?? [];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** An example app that GitHub tells about deployments. */
const test = base.extend({
  backend: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, workerInfo) => {
      const github = await startGithub();
      const { port } = github.address() as AddressInfo;
      const backend = await startExampleBackend({
        name: `github-${workerInfo.workerIndex}`,
        config: {
          postmortems: {
            provenanceRouting: {
              deploymentSources: [
                {
                  platform: 'github',
                  apiUrl: `http://127.0.0.1:${port}`,
                  webhook: { secrets: [SECRET] },
                },
              ],
            },
          },
        },
      });
      await use(backend);
      await backend.stop();
      github.close();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
});

test('a webhook of GitHub before the incident becomes a sentence of its postmortem', async ({
  page,
  backend,
}) => {
  const post = (path: string, body: string, headers: object) =>
    fetch(`${backend.url}/api/postmortems${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const tab = '/catalog/default/component/checkout/postmortems';
  await openAsGuest(page, tab);
  // The catalog of a new instance takes some seconds
  await expect(async () => {
    await page.goto(tab);
    const heading = page.getByRole('heading', { name: 'checkout' });
    await expect(heading.first()).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
  for (const [index, event] of deployments.slice(1).entries()) {
    const body = JSON.stringify({
      ...event,
      action: 'created',
      repository: { full_name: SLUG, default_branch: 'main' },
    });
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    const answer = await post('/webhooks/github', body, {
      'x-github-event': 'deployment_status',
      'x-github-delivery': `72d3162e-cc78-11e3-81ab-4c9367dc095${index}`,
      'x-hub-signature-256': `sha256=${signature}`,
    });
    expect(answer.status).toBe(202);
  }
  const created = await post(
    '/v1/incidents',
    JSON.stringify({
      key: 'INC-4711',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: minutesAgo(38),
      resolvedAt: minutesAgo(15),
    }),
    backend.machineHeaders,
  );
  expect(created.status).toBe(201);

  await page.reload();
  await page.getByRole('button', { name: /Draft postmortem for/ }).click();
  await expect(page.getByRole('heading', { name: 'Summary' })).toBeVisible({
    timeout: 60_000,
  });
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toContainText(
    /Version bbbbbbb of checkout was deployed \(previously aaaaaaa\)/,
  );
  await expect(timeline).toContainText(
    /checkout was rolled back to version aaaaaaa \(from bbbbbbb\)/,
  );
});
