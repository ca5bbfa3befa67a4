import type { Deployment, DeploymentStatus } from '../api/shapes';
import {
  type Author,
  type GithubNode,
  nodesOf,
  plain,
  type Subject,
  versionOf,
} from './node';

/** States after which a deployment runs no more. */
const ENDED = new Set(['success', 'failure', 'error']);
/** States in which it is about to change something, or does so. */
const RUNNING = new Set(['in_progress', 'queued', 'pending']);
/** What takes longer is told at its end as well. */
const WORTH_TWO_MS = 60_000;

/** What preceded a deployment in its environment. */
export type Before = {
  /** The last one that succeeded. */
  previous?: Deployment;
  /** Its commit was deployed with success even earlier. */
  isReturn: boolean;
};

export function isEnd({ state }: Pick<DeploymentStatus, 'state'>): boolean {
  return ENDED.has(state);
}

/**
 * A deployment as evidence: one change for each end that it came to, at the time at
 * which it began, because what it broke may have broken before it was done. Of one that
 * still runs there is only that it began: what it becomes is a change later, and two
 * changes would be told of one.
 *
 * @param options - `statuses` in any order
 */
export function deploymentNodes(options: {
  subject: Subject;
  deployment: Deployment;
  statuses: readonly DeploymentStatus[];
  before: Before;
  author: Author;
}): GithubNode[] {
  const statuses = [...options.statuses].sort(
    (a, b) => a.created_at.getTime() - b.created_at.getTime() || a.id - b.id,
  );
  const ends = statuses.filter(isEnd);
  if (ends.length === 0) {
    const last = statuses.at(-1);
    return !last || RUNNING.has(last.state) ? startNodes(options, last) : [];
  }
  return ends.flatMap((end, index) => {
    const since = ends[index - 1];
    const run = statuses.slice(
      since ? statuses.indexOf(since) + 1 : 0,
      statuses.indexOf(end),
    );
    const startedAt = since
      ? run.find(isStart)?.created_at ?? end.created_at
      : startOf(options.deployment, run);
    return [
      ...changeNodes(options, startedAt, end),
      ...endNodes(options, startedAt, end),
    ];
  });
}

function isStart({ state }: DeploymentStatus): boolean {
  return state === 'in_progress';
}

function startOf(
  deployment: Deployment,
  statuses: readonly DeploymentStatus[],
): Date {
  return statuses.find(isStart)?.created_at ?? deployment.created_at;
}

function changeNodes(
  {
    subject,
    deployment,
    before: { previous, isReturn },
    author,
  }: Parameters<typeof deploymentNodes>[0],
  at: Date,
  end: DeploymentStatus,
): GithubNode[] {
  const { host, slug } = subject;
  const { id, sha, task, environment, description } = deployment;
  const version = versionOf(deployment);
  const before = previous && versionOf(previous);
  const isRollback = isReturn || /roll[-_ ]?back|revert/i.test(task);
  return nodesOf(subject, {
    id: ['deployment', id, end.id],
    at,
    url: end.log_url || `https://${host}/${slug}/deployments`,
    correlationId: correlationOf(deployment),
    author,
    payload: {
      kind: isRollback ? 'rollback' : 'deployment',
      version,
      ...(before && before !== version && { previousVersion: before }),
      environment,
      status: end.state,
      commit: sha,
      ...(previous &&
        previous.sha !== sha && {
          diffUrl: `https://${host}/${slug}/compare/${previous.sha}...${sha}`,
        }),
      ...(description && { description: plain(description) }),
      ...(task && task !== 'deploy' && { task }),
      deploymentId: id,
      finishedAt: end.created_at.toISOString(),
    },
  });
}

/** That it began, or was asked for, which stays true whatever comes of it. */
function startNodes(
  { subject, deployment, author }: Parameters<typeof deploymentNodes>[0],
  last: DeploymentStatus | undefined,
): GithubNode[] {
  const { host, slug } = subject;
  const { id, environment } = deployment;
  const hasBegun = last !== undefined && isStart(last);
  return nodesOf(subject, {
    id: ['deployment-start', id, hasBegun ? last.id : 'created'],
    at: hasBegun ? last.created_at : deployment.created_at,
    url: last?.log_url || `https://${host}/${slug}/deployments`,
    correlationId: correlationOf(deployment),
    author,
    payload: {
      kind: 'event',
      reason: hasBegun ? 'deployment began' : 'deployment created',
      message: plain(
        `The deployment of ${versionOf(deployment)} to ${environment} ${
          hasBegun ? 'began' : 'was created'
        }`,
      ),
    },
  });
}

/** That it ended, for readers who ask how long it took. */
function endNodes(
  { subject, deployment }: Parameters<typeof deploymentNodes>[0],
  startedAt: Date,
  end: DeploymentStatus,
): GithubNode[] {
  if (end.created_at.getTime() - startedAt.getTime() < WORTH_TWO_MS) return [];
  const isSuccess = end.state === 'success';
  const why = !isSuccess && end.description ? `: ${end.description}` : '';
  return nodesOf(subject, {
    id: ['deployment-end', deployment.id, end.id],
    at: end.created_at,
    url: end.log_url,
    correlationId: correlationOf(deployment),
    payload: {
      kind: 'event',
      reason: isSuccess ? 'deployment finished' : 'deployment failed',
      message: plain(
        `The deployment of ${versionOf(deployment)} to ${
          deployment.environment
        } ${isSuccess ? 'finished' : 'failed'}${why}`,
      ),
    },
  });
}

function correlationOf({ id }: Deployment): string {
  return `deployment:${id}`;
}
