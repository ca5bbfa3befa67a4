import { FakeGithub } from './__testUtils__/FakeGithub';
import {
  BAD,
  CHECKOUT,
  collectFrom,
  component,
  fillShop,
  inShort,
  OLD,
  shopEntities,
  sourceOf,
} from './__testUtils__/shop';
import { deployment, status, workflowRun } from './__testUtils__/things';

jest.setTimeout(60_000);

describe('GithubSource', () => {
  let github: FakeGithub;

  beforeEach(async () => {
    github = await FakeGithub.start();
    fillShop(github);
  });

  afterEach(async () => {
    await github.stop();
    if (github.problems.length > 0) {
      throw new Error(github.problems.join('; '));
    }
  });

  it('takes what changed in the repository of a service, and tells production from previews', async () => {
    const { nodes, failure } = await collectFrom(sourceOf(github));
    expect(failure).toBeUndefined();
    expect(inShort(nodes)).toEqual([
      '13:40:00 event Pull request #12 "Retry payments" was merged into main',
      '13:41:00 event Workflow "CI" ran on main (run 36): failure',
      '13:50:00 event Release v2.4.1 was published',
      '14:00:20 deployment aaaaaaa bbbbbbb success',
      '14:04:00 event The deployment of bbbbbbb to production finished',
      '14:30:05 rollback bbbbbbb aaaaaaa success',
    ]);
  });

  it('takes what was deployed in the morning, from where changes count', async () => {
    const sha = 'c'.repeat(40);
    github.deployments.splice(
      1,
      0,
      deployment({ id: 9, sha, at: '2026-03-02T06:00:00Z' }),
    );
    github.statuses.set(9, [
      status({ id: 90, state: 'in_progress', at: '2026-03-02T06:00:10Z' }),
      status({ id: 91, state: 'success', at: '2026-03-02T06:05:00Z' }),
    ]);
    const deployed = async (changesFrom?: Date) => {
      const { nodes } = await collectFrom(sourceOf(github), { changesFrom });
      return inShort(nodes).filter(line => line.startsWith('06:'));
    };
    expect(await deployed()).toEqual([]);
    expect(await deployed(new Date('2026-03-01T14:02:00Z'))).toEqual([
      '06:00:10 deployment aaaaaaa ccccccc success',
      '06:05:00 event The deployment of ccccccc to production finished',
    ]);
  });

  it('gives a deployment its place, its link and its user in the catalog', async () => {
    const { nodes } = await collectFrom(sourceOf(github));
    expect(nodes.find(({ payload }) => payload.kind === 'deployment')).toEqual({
      id: `github/deployment/2/21/${CHECKOUT}`,
      sourceType: 'deployment',
      provider: 'github',
      timestamp: '2026-03-02T14:00:20.000Z',
      sourceUrl: 'https://github.com/shop/checkout/actions/runs/9/job/21',
      metadata: { service: CHECKOUT, correlationId: 'deployment:2' },
      payload: {
        kind: 'deployment',
        version: 'bbbbbbb',
        previousVersion: 'aaaaaaa',
        environment: 'production',
        status: 'success',
        commit: BAD,
        diffUrl: `https://github.com/shop/checkout/compare/${OLD}...${BAD}`,
        deploymentId: 2,
        finishedAt: '2026-03-02T14:04:00.000Z',
        repository: 'shop/checkout',
        author: 'ada-l',
        authorRef: 'user:default/ada',
      },
    });
  });

  it('says until when GitHub keeps the log of a run', async () => {
    const { nodes } = await collectFrom(
      sourceOf(github, { block: { logRetentionDays: 30 } }),
    );
    const run = nodes.find(({ payload }) => payload.reason === 'workflow run');
    expect(run!.expiresAt).toBe('2026-04-01T13:41:00.000Z');
  });

  it('asks GitHub for nothing without a repository in the catalog', async () => {
    const { nodes, failure } = await collectFrom(sourceOf(github), {
      incident: { services: ['component:default/other'] },
    });
    expect({ nodes, failure }).toEqual({ nodes: [], failure: undefined });
    expect(github.calls).toEqual([]);
  });

  it('brings the same nodes again', async () => {
    const source = sourceOf(github);
    const first = await collectFrom(source);
    expect((await collectFrom(source)).nodes).toEqual(first.nodes);
  });

  it('takes a failed deployment, a second attempt and one that still runs, and not one that waits', async () => {
    const at = (minute: string) => `2026-03-02T14:${minute}Z`;
    github.deployments = [5, 6, 7].map(id =>
      deployment({ id, sha: BAD, at: at(`1${id}:00`), ref: 'v2.4.1' }),
    );
    github.statuses.set(5, [
      status({ id: 51, state: 'in_progress', at: at('15:10') }),
      status({
        id: 52,
        state: 'failure',
        at: at('17:10'),
        description: 'timed out',
      }),
      status({ id: 53, state: 'in_progress', at: at('18:10') }),
      status({ id: 54, state: 'error', at: at('18:20') }),
    ]);
    github.statuses.set(6, [
      status({ id: 61, state: 'in_progress', at: at('16:30') }),
    ]);
    github.statuses.set(7, [
      status({ id: 71, state: 'waiting', at: at('17:30') }),
    ]);
    const { nodes } = await collectFrom(
      sourceOf(github, {
        block: { limits: { workflowRuns: 0, pullRequests: 0, releases: 0 } },
      }),
    );
    // GitHub's description lacks the state
    github.problems = github.problems.filter(
      problem => !problem.includes('/deployments/7/statuses/0/state'),
    );
    expect(inShort(nodes)).toEqual([
      '14:15:10 deployment  v2.4.1 failure',
      '14:16:30 event The deployment of v2.4.1 to production began',
      '14:17:10 event The deployment of v2.4.1 to production failed: timed out',
      '14:18:10 deployment  v2.4.1 error',
    ]);
  });

  it('tells one change of a deployment that ran at the first look, and has ended at the second', async () => {
    github.deployments = [
      deployment({ id: 5, sha: BAD, at: '2026-03-02T14:00:00Z' }),
    ];
    const block = { limits: { workflowRuns: 0, pullRequests: 0, releases: 0 } };
    const source = sourceOf(github, { block });
    const began = status({
      id: 51,
      state: 'in_progress',
      at: '2026-03-02T14:00:10Z',
    });
    const ended = status({
      id: 52,
      state: 'success',
      at: '2026-03-02T14:00:40Z',
    });
    const seen: string[] = [];
    for (const statuses of [[], [began], [began, ended]]) {
      github.statuses.set(5, statuses);
      seen.push(...inShort((await collectFrom(source)).nodes));
    }
    expect(seen).toEqual([
      '14:00:00 event The deployment of bbbbbbb to production was created',
      '14:00:10 event The deployment of bbbbbbb to production began',
      '14:00:10 deployment  bbbbbbb success',
    ]);
  });

  it('takes runs of workflows that deploy as deployments', async () => {
    const run = (id: number, at: string, sha: string) =>
      workflowRun({
        id,
        sha,
        at,
        name: 'Ship it',
        file: 'deploy.yml',
        conclusion: 'success',
      });
    github.deployments = [];
    github.runs = [
      run(1, '2026-03-01T10:00:00Z', OLD),
      run(2, '2026-03-02T14:00:00Z', BAD),
      run(3, '2026-03-02T14:30:00Z', OLD),
    ];
    const { nodes } = await collectFrom(
      sourceOf(github, {
        block: {
          deployWorkflows: ['deploy*.yml'],
          limits: { pullRequests: 0, releases: 0 },
        },
      }),
    );
    expect(inShort(nodes)).toEqual([
      '14:00:00 deployment aaaaaaa bbbbbbb success',
      '14:30:00 rollback bbbbbbb aaaaaaa success',
    ]);
  });

  it('gives each service of the incident in a repository of many its node, and leaves the others out', async () => {
    const entities = ['checkout', 'cart', 'search'].map(name =>
      component(name),
    );
    github.deployments.push(
      deployment({
        id: 9,
        sha: BAD,
        at: '2026-03-02T14:06:00Z',
        environment: 'prod-search',
      }),
    );
    const { nodes } = await collectFrom(sourceOf(github, { entities }), {
      incident: { services: [CHECKOUT, 'component:default/cart'] },
    });
    expect(
      nodes
        .filter(({ payload }) => payload.kind === 'deployment')
        .map(({ id }) => id),
    ).toEqual([
      'github/deployment/2/21/component:default/cart',
      `github/deployment/2/21/${CHECKOUT}`,
    ]);
  });

  it('reads all pages by their numbers, and never follows an address in an answer', async () => {
    github.runs = Array.from({ length: 205 }, (_, index) =>
      workflowRun({
        id: index + 1,
        name: 'CI',
        at: `2026-03-02T13:${String(index % 60).padStart(2, '0')}:00Z`,
        conclusion: 'success',
      }),
    );
    const { nodes, failure } = await collectFrom(
      sourceOf(github, { block: { limits: { workflowRuns: 203 } } }),
    );
    expect(
      nodes.filter(({ payload }) => payload.reason === 'workflow run'),
    ).toHaveLength(203);
    expect(failure).toContain(
      'workflow runs of shop/checkout: only the newest 203 were taken; postmortems.provenanceRouting.deploymentSources[0].limits.workflowRuns sets how many',
    );
    expect(
      github.calls.filter(call => /runs\?.*&page=[123]$/.test(call)),
    ).toHaveLength(3);
  });

  it('keeps what is around an odd item', async () => {
    github.releases.push({ id: 'odd', created_at: '2026-03-02T13:00:00Z' });
    const { nodes, failure } = await collectFrom(sourceOf(github));
    github.problems.length = 0;
    expect(nodes).toHaveLength(6);
    expect(failure).toContain('odd ones of shop/checkout: 1 could not be read');
  });

  describe('when GitHub does not answer', () => {
    const soon = () => String(Math.ceil(Date.now() / 1000) + 1);
    const later = () => String(Math.ceil(Date.now() / 1000) + 3000);

    it.each([
      ['429 with Retry-After', () => ({ 'retry-after': '1' }), 429],
      ['403 with Retry-After', () => ({ 'retry-after': '1' }), 403],
      [
        'the primary limit, soon over',
        () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() }),
        403,
      ],
      ['502', () => ({}), 502],
    ])('waits and asks again after %s', async (_, headers, code) => {
      github.fail('/releases', { status: code, headers: headers() });
      const { nodes, failure } = await collectFrom(sourceOf(github));
      expect(failure).toBeUndefined();
      expect(nodes).toHaveLength(6);
    });

    it('does not call again before a far end of the rate limit, and keeps what it has', async () => {
      github.fail('/pulls', {
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': later(),
        },
        body: { message: 'API rate limit exceeded' },
      });
      const source = sourceOf(github);
      const { nodes, failure } = await collectFrom(source);
      expect(nodes).toHaveLength(4);
      expect(failure).toMatch(
        /pull requests of shop\/checkout: GitHub at github\.com allows no more calls before \d{4}.*Z \(rate limit\)/,
      );
      expect(github.calls.filter(call => call.includes('/releases'))).toEqual(
        [],
      );
      github.calls.length = 0;
      await collectFrom(source);
      expect(github.calls).toEqual([]);
    });

    it('takes a secondary limit without a time for a minute', async () => {
      github.fail('/deployments', {
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit.' },
      });
      const { failure } = await collectFrom(sourceOf(github));
      expect(failure).toContain('(rate limit)');
    });

    it('says that a token has expired', async () => {
      github.token = 'ghs_new';
      const { nodes, failure } = await collectFrom(sourceOf(github));
      expect(nodes).toEqual([]);
      expect(failure).toContain(
        'does not accept the credentials: the token in postmortems.provenanceRouting.deploymentSources[0].token, or in integrations.github, has expired or was revoked',
      );
      expect(failure).not.toContain('ghs_valid');
    });

    it('keeps the rest when one part is forbidden, and names the permission', async () => {
      github.fail('/actions/', {
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      });
      const { nodes, failure } = await collectFrom(sourceOf(github));
      expect(nodes).toHaveLength(5);
      expect(failure).toContain(
        'does not allow to read repos/shop/checkout/actions/runs (Resource not accessible by integration): give the token or GitHub App read access',
      );
    });

    it('follows a renamed repository at the same address only', async () => {
      github.fail('/releases', {
        status: 301,
        headers: { location: `${github.apiUrl}/repos/shop/checkout/releases` },
      });
      expect((await collectFrom(sourceOf(github))).failure).toBeUndefined();
      github.fail('/releases', {
        status: 301,
        headers: { location: 'https://evil.example/repos' },
      });
      expect((await collectFrom(sourceOf(github))).failure).toContain(
        'redirects to another address, which is not asked',
      );
    });

    it('stops when its time is over', async () => {
      const { failure } = await collectFrom(sourceOf(github), {
        signal: AbortSignal.abort(),
      });
      expect(failure).toContain('There was no time left to ask GitHub');
    });
  });

  describe('the connection test', () => {
    const PATH = 'postmortems.provenanceRouting.deploymentSources[0]';
    const test = (options: Parameters<typeof sourceOf>[1] = {}) =>
      sourceOf(github, options).testConnection!({
        signal: AbortSignal.timeout(10_000),
      });

    it('reads one repository of each owner', async () => {
      const entities = [
        component('checkout'),
        component('cart'),
        component('blog', 'press/blog'),
      ];
      expect(await test({ entities })).toEqual([
        {
          target: `GitHub at github.com: shop/checkout (${PATH})`,
          ok: true,
          message:
            'GitHub lets us read deployments, releases, pull requests, workflow runs',
        },
        {
          target: `GitHub at github.com: press/blog (${PATH})`,
          ok: false,
          message:
            'GitHub at github.com has no repos/press/blog, or its credentials may not see it',
        },
      ]);
    });

    it.each<[string, () => Parameters<typeof sourceOf>[1] | void, RegExp]>([
      [
        'a wrong token',
        () => {
          github.token = 'ghs_new';
        },
        /does not accept the credentials: the token in .*\[0\]\.token, or in integrations\.github/,
      ],
      [
        'a permission that lacks',
        () => {
          github.fail('/actions/', {
            status: 403,
            body: { message: 'Resource not accessible by integration' },
          });
        },
        /^workflow runs: .* give the token or GitHub App read access to actions, /,
      ],
      [
        'nobody there',
        () => ({ block: { apiUrl: 'http://127.0.0.1:1', token: 't' } }),
        /^GitHub at github\.com cannot be reached/,
      ],
      [
        'a sign-in page',
        () => {
          github.fail('/pulls', {
            status: 200,
            headers: { 'content-type': 'text/html' },
          });
        },
        /^pull requests: .* such as the sign-in page of a proxy/,
      ],
      [
        'a redirect to one',
        () => {
          github.fail('/pulls', {
            status: 302,
            headers: { location: 'https://sso.example.com/login' },
          });
        },
        /^pull requests: .* correct .*\[0\]\.apiUrl$/,
      ],
      [
        'a catalog without repositories',
        () => ({ entities: [] }),
        /^No entity of the catalog has the annotation github\.com\/project-slug/,
      ],
    ])('says what to mend: %s', async (_, prepare, message) => {
      const options = prepare() ?? {};
      expect(await test(options)).toMatchObject([
        { ok: false, message: expect.stringMatching(message) },
      ]);
    });

    it('is not there where nothing is collected', () => {
      const { testConnection } = sourceOf(github, {
        block: { collect: false },
      });
      expect(testConnection).toBeUndefined();
    });
  });

  it('uses the token and the address of its block for a host of its own', async () => {
    github.token = 'ghp_enterprise';
    const entity = component('checkout');
    const { nodes } = await collectFrom(
      sourceOf(github, {
        block: {
          host: 'github.example.com',
          apiUrl: `${github.apiUrl}/`,
          token: 'ghp_enterprise',
        },
        entities: [entity, ...shopEntities.slice(1)],
      }),
    );
    expect(
      nodes.find(({ payload }) => payload.kind === 'deployment'),
    ).toMatchObject({
      id: `github/github.example.com/deployment/2/21/${CHECKOUT}`,
      sourceUrl: 'https://github.example.com/shop/checkout',
    });
  });
});
