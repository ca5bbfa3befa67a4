import { FakeGithub } from '../__testUtils__/FakeGithub';
import {
  BAD,
  collectFrom,
  fillShop,
  inShort,
  sourceOf,
} from '../__testUtils__/shop';
import { deployment, status } from '../__testUtils__/things';

jest.setTimeout(60_000);

describe('deployments to production', () => {
  let github: FakeGithub;

  beforeEach(async () => {
    github = await FakeGithub.start();
    fillShop(github);
    github.deployments = [
      ...Array.from({ length: 1100 }, (_, index) =>
        deployment({
          id: 100 + index,
          sha: BAD,
          at: '2026-03-02T15:00:00Z',
          environment: `pr-${index % 150}`,
          more: { transient_environment: true },
        }),
      ),
      deployment({ id: 5, sha: BAD, at: '2026-03-02T14:15:00Z' }),
      deployment({
        id: 6,
        sha: BAD,
        at: '2026-03-02T14:16:00Z',
        environment: 'Prod-EU',
      }),
    ];
    for (const id of [5, 6]) {
      github.statuses.set(id, [
        status({ id: id * 10, state: 'success', at: '2026-03-02T14:16:30Z' }),
      ]);
    }
  });

  afterEach(async () => {
    await github.stop();
    if (github.problems.length > 0) {
      throw new Error(github.problems.join('; '));
    }
  });

  const collect = () =>
    collectFrom(
      sourceOf(github, {
        block: { limits: { workflowRuns: 0, pullRequests: 0, releases: 0 } },
      }),
    );

  it('are found behind a thousand previews, in each environment', async () => {
    const { nodes, failure } = await collect();
    expect(failure).toBeUndefined();
    expect(
      inShort(nodes.filter(({ payload }) => payload.kind === 'deployment')),
    ).toEqual([
      '14:15:00 deployment  bbbbbbb success',
      '14:16:00 deployment  bbbbbbb success',
    ]);
  });

  it('are found by the names in the configuration where GitHub lists no environments, and that is told', async () => {
    github.fail('/environments', { status: 404, body: {} });
    const { nodes, failure } = await collect();
    expect(failure).toContain(
      'deployments of shop/checkout: only the newest 1000 were looked through',
    );
    expect(
      nodes.filter(({ payload }) => payload.kind === 'deployment'),
    ).toHaveLength(1);
  });
});
