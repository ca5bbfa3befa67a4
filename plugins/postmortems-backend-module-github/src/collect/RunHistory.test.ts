import { FakeGithub } from '../__testUtils__/FakeGithub';
import {
  BAD,
  collectFrom,
  fillShop,
  inShort,
  OLD,
  sourceOf,
} from '../__testUtils__/shop';
import { workflowRun } from '../__testUtils__/things';

jest.setTimeout(60_000);

const deployRun = (
  id: number,
  at: string,
  sha: string,
  more: Partial<Parameters<typeof workflowRun>[0]> = {},
) =>
  workflowRun({
    id,
    sha,
    at,
    name: 'Ship it',
    file: 'deploy.yml',
    conclusion: 'success',
    ...more,
  });

describe('runs that are run again', () => {
  let github: FakeGithub;

  beforeEach(async () => {
    github = await FakeGithub.start();
    fillShop(github);
    github.deployments = [];
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
        block: {
          deployWorkflows: ['deploy*.yml'],
          limits: { pullRequests: 0, releases: 0 },
        },
      }),
    );

  it('takes a run of yesterday that was run again for the rollback that it is', async () => {
    const yesterday = '2026-03-01T10:00:00Z';
    github.attempts = [deployRun(1, yesterday, OLD)];
    github.runs = [
      deployRun(1, yesterday, OLD, {
        rerun: { attempt: 2, at: '2026-03-02T14:30:00Z' },
      }),
      deployRun(2, '2026-03-02T14:00:00Z', BAD),
    ];
    const { nodes, failure } = await collect();
    expect(failure).toBeUndefined();
    expect(inShort(nodes)).toEqual([
      // What ran before is the first attempt, which lists do not have any more
      '14:00:00 deployment aaaaaaa bbbbbbb success',
      '14:30:00 rollback bbbbbbb aaaaaaa success',
    ]);
  });

  it('takes each attempt in the window, though a later one takes its place in lists', async () => {
    const at = '2026-03-02T14:00:00Z';
    github.attempts = [
      deployRun(2, at, BAD, { conclusion: 'failure' }),
      deployRun(2, at, BAD, {
        rerun: { attempt: 2, at: '2026-03-02T14:10:00Z' },
      }),
    ];
    github.runs = [
      deployRun(2, at, BAD, {
        rerun: { attempt: 3, at: '2026-03-03T09:00:00Z' },
      }),
    ];
    const { nodes } = await collect();
    expect(inShort(nodes)).toEqual([
      '14:00:00 deployment  bbbbbbb failure',
      '14:10:00 deployment  bbbbbbb success',
    ]);
  });

  it('asks for runs of long ago only of workflows that deploy', async () => {
    github.runs = [deployRun(2, '2026-03-02T14:00:00Z', BAD)];
    await collectFrom(sourceOf(github));
    expect(github.calls.filter(call => call.includes('workflows'))).toEqual([]);
  });
});
