import { storableText } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeGithub } from '../__testUtils__/FakeGithub';
import {
  BAD,
  collectFrom,
  component,
  fillShop,
  inShort,
  SECRET,
  shopEntities,
  sourceOf,
} from '../__testUtils__/shop';
import {
  deployment,
  pullRequest,
  release,
  status,
  workflowRun,
} from '../__testUtils__/things';
import { sign } from './signature';

jest.setTimeout(60_000);

const REPOSITORY = { full_name: 'Shop/checkout', default_branch: 'main' };

function deploymentEvent(state = 'success', environment = 'production') {
  return {
    action: 'created',
    repository: REPOSITORY,
    deployment: deployment({
      id: 2,
      sha: BAD,
      at: '2026-03-02T14:00:00Z',
      environment,
    }),
    deployment_status: status({ id: 21, state, at: '2026-03-02T14:04:00Z' }),
  };
}

describe('GithubWebhook', () => {
  let github: FakeGithub;

  beforeEach(async () => {
    github = await FakeGithub.start();
    fillShop(github);
  });

  afterEach(async () => {
    await github.stop();
  });

  /** What the event makes the source offer; `undefined` when it is not even stored. */
  async function deliver(
    name: string,
    event: object,
    options: Parameters<typeof sourceOf>[1] & {
      form?: boolean;
      outcome?: object;
      receivedAt?: Date;
    } = {},
  ) {
    const { webhook } = sourceOf(github, options);
    const json = JSON.stringify(event);
    const body = options.form
      ? new URLSearchParams({ payload: json }).toString()
      : json;
    const rawBody = Buffer.from(body);
    const accepted = await webhook!.authenticate({
      rawBody,
      headers: {
        'x-hub-signature-256': sign(rawBody, SECRET),
        'x-github-event': name,
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      },
    });
    if (!accepted.deliveryId) return undefined;
    const offers: OfferedEvidence[] = [];
    const access = {
      async offerEvidence(offered: OfferedEvidence[]) {
        offers.push(...offered);
        return { outcomes: [options.outcome ?? { status: 'created' }] };
      },
    } as unknown as IncidentAccess;
    const { receivedAt = new Date() } = options;
    const delivery = { id: accepted.deliveryId, receivedAt, body };
    await webhook!.process(delivery, access);
    return offers.map(({ node }) => node);
  }

  it('offers a deployment as a collection would bring it', async () => {
    const offered = await deliver('deployment_status', deploymentEvent());
    const { nodes } = await collectFrom(sourceOf(github));
    expect(offered).toHaveLength(2);
    expect(nodes).toEqual(expect.arrayContaining(offered!));
  });

  it.each([
    [
      'release',
      {
        action: 'published',
        release: release({ id: 8, tag: 'v2.4.1', at: '2026-03-02T13:50:00Z' }),
      },
    ],
    [
      'pull_request',
      {
        action: 'closed',
        pull_request: pullRequest({
          number: 12,
          title: 'Retry payments',
          mergedAt: '2026-03-02T13:40:00Z',
        }),
      },
    ],
    [
      'workflow_run',
      {
        action: 'completed',
        workflow_run: workflowRun({
          id: 36,
          name: 'CI',
          at: '2026-03-02T13:41:00Z',
          conclusion: 'failure',
        }),
      },
    ],
  ])('offers a %s as a collection would bring it', async (name, event) => {
    const offered = await deliver(name, { ...event, repository: REPOSITORY });
    const { nodes } = await collectFrom(sourceOf(github));
    expect(offered).toHaveLength(1);
    expect(nodes).toContainEqual(offered![0]);
  });

  it('takes a body that was sent as a form', async () => {
    const offered = await deliver('deployment_status', deploymentEvent(), {
      form: true,
    });
    expect(offered).toHaveLength(2);
  });

  it('takes what the event says where the API is not to be asked', async () => {
    const offered = await deliver('deployment_status', deploymentEvent(), {
      block: { collect: false },
    });
    expect(inShort(offered!)).toEqual([
      '14:00:00 deployment  bbbbbbb success',
      '14:04:00 event The deployment of bbbbbbb to production finished',
    ]);
    expect(github.calls).toEqual([]);
  });

  it('fails, to be tried again, while the API does not answer', async () => {
    github.fail('/deployments', { status: 503 }, 9);
    await expect(
      deliver('deployment_status', deploymentEvent()),
    ).rejects.toThrow('GitHub at github.com answered 503');
  });

  it('takes what the event says when the API has not answered for long, so that the deployment is not lost', async () => {
    github.fail('/deployments', { status: 503 }, 99);
    const offered = await deliver('deployment_status', deploymentEvent(), {
      receivedAt: new Date(Date.now() - 30 * 60_000),
    });
    expect(inShort(offered!)).toEqual([
      '14:00:00 deployment  bbbbbbb success',
      '14:04:00 event The deployment of bbbbbbb to production finished',
    ]);
  });

  it('needs no address of an API that is not to be asked', async () => {
    const block = { host: 'github.example.com', collect: false };
    await expect(
      deliver('deployment_status', deploymentEvent(), { block }),
    ).resolves.toHaveLength(2);
  });

  it('fails, to be tried again, while a time lies in the future', async () => {
    await expect(
      deliver('deployment_status', deploymentEvent(), {
        outcome: { status: 'rejected', reason: 'must not lie in the future' },
      }),
    ).rejects.toThrow('must not lie in the future');
  });

  it.each([
    ['a deployment that still runs', deploymentEvent('in_progress')],
    ['a deployment that was replaced', deploymentEvent('inactive')],
  ])('does not store %s', async (_, event) => {
    await expect(deliver('deployment_status', event)).resolves.toBeUndefined();
  });

  it('does not store events that say nothing of incidents', async () => {
    await expect(deliver('ping', { zen: 'x' })).resolves.toBeUndefined();
    await expect(deliver('push', {})).resolves.toBeUndefined();
  });

  it('offers nothing of a preview, of a repository that the catalog lacks, and of a pull request into another branch', async () => {
    const preview = deploymentEvent('success', 'pr-12');
    await expect(deliver('deployment_status', preview)).resolves.toEqual([]);
    const entities = [component('checkout', 'shop/other')];
    await expect(
      deliver('deployment_status', deploymentEvent(), { entities }),
    ).resolves.toEqual([]);
    const merged = pullRequest({
      number: 14,
      title: 'x',
      mergedAt: '2026-03-02T13:45:00Z',
      base: 'feature',
    });
    await expect(
      deliver('pull_request', {
        action: 'closed',
        pull_request: merged,
        repository: REPOSITORY,
      }),
    ).resolves.toEqual([]);
  });

  it('takes an environment for production when GitHub says so', async () => {
    const event = deploymentEvent('success', 'live');
    event.deployment.production_environment = true;
    await expect(deliver('deployment_status', event)).resolves.toHaveLength(2);
  });

  it('offers to the service that a repository of many names', async () => {
    const entities = ['checkout', 'checkout-api', 'cart'].map(name =>
      component(name),
    );
    const event = deploymentEvent('success', 'prod-checkout-api');
    const offered = await deliver('deployment_status', event, { entities });
    expect(offered!.map(({ metadata }) => metadata.service)).toEqual([
      'component:default/checkout-api',
      'component:default/checkout-api',
    ]);
  });

  it('cuts a title in a million characters between two of them', async () => {
    const offered = await deliver('pull_request', {
      action: 'closed',
      repository: REPOSITORY,
      pull_request: pullRequest({
        number: 12,
        title: '\u{1f525}'.repeat(500_000),
        mergedAt: '2026-03-02T13:40:00Z',
      }),
    });
    const message = String(offered![0].payload.message);
    expect(message.length).toBeLessThan(400);
    expect(message).toContain('…');
    expect(storableText(message)).toBe(message);
  });

  describe('refuses', () => {
    const { webhook } = sourceOf({ apiUrl: 'http://127.0.0.1:1' });
    const rawBody = Buffer.from('{"zen": "Keep it logically awesome."}');
    const headers = {
      'x-hub-signature-256': sign(rawBody, SECRET),
      'x-github-event': 'ping',
      'x-github-delivery': '1',
    };
    const call = (changed: object, body = rawBody) =>
      webhook!.authenticate({
        headers: { ...headers, ...changed },
        rawBody: body,
      });

    it.each([
      ['no signature', { 'x-hub-signature-256': undefined }],
      [
        'a signature with another secret',
        { 'x-hub-signature-256': sign(rawBody, 'guess') },
      ],
      [
        'a signature without its algorithm',
        { 'x-hub-signature-256': sign(rawBody, SECRET).slice(7) },
      ],
    ])('%s', async (_, changed) => {
      await expect(call({})).resolves.toEqual({});
      await expect(call(changed)).rejects.toThrow('X-Hub-Signature-256');
    });

    it('a body that differs by a byte', async () => {
      const changed = Buffer.concat([rawBody, Buffer.from(' ')]);
      await expect(call({}, changed)).rejects.toThrow('X-Hub-Signature-256');
    });

    it('a call without the name of its event or its number', async () => {
      await expect(call({ 'x-github-event': undefined })).rejects.toThrow(
        'lacks the header',
      );
      await expect(call({ 'x-github-delivery': undefined })).rejects.toThrow(
        'lacks the header',
      );
    });

    it.each([
      ['what is not JSON', 'x', 'is not JSON'],
      ['an event without its repository', '{"action":"published"}', 'release'],
    ])('%s', async (_, text, message) => {
      const body = Buffer.from(text);
      await expect(
        call(
          {
            'x-github-event': 'release',
            'x-hub-signature-256': sign(body, SECRET),
          },
          body,
        ),
      ).rejects.toThrow(message);
    });
  });

  const { REAL_DATA_DIR } = process.env;
  (REAL_DATA_DIR ? describe : describe.skip)(
    'with the examples that GitHub publishes',
    () => {
      const examples: { name: string; examples: object[] }[] = REAL_DATA_DIR
        ? JSON.parse(
            readFileSync(
              join(
                REAL_DATA_DIR,
                'webhook-payloads/github-octokit-webhooks-examples-7.6.1.subset.json',
              ),
              'utf8',
            ),
          )
        : [];

      it('reads each, and offers what it says', async () => {
        const entities = [
          component('hello', 'Codertocat/Hello-World'),
          component('octo', 'octo-org/octo-repo'),
          ...shopEntities,
        ];
        const told = new Map<string, string[]>();
        for (const { name, examples: events } of examples) {
          for (const event of events) {
            const offered = await deliver(name, event, {
              entities,
              block: { collect: false, branches: ['*'] },
            });
            const known = told.get(name) ?? [];
            told.set(name, [...known, ...inShort(offered ?? [])]);
          }
        }
        const once = [...told].map(([name, all]) => [name, [...new Set(all)]]);
        expect(
          Object.fromEntries(once.filter(([, all]) => all.length > 0)),
        ).toEqual({
          deployment_status: ['15:20:53 deployment  f95f852 success'],
          release: ['15:20:53 event Release 0.0.1 was published'],
          workflow_run: [
            '16:33:49 event Workflow ".github/workflows/test.yml" ran on master (run 163): success',
          ],
        });
      });
    },
  );
});
