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
/** States in which it changes something, or is about to. */
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
 * which it began, because what it broke may have broken before it was done. One that
 * still runs is a change with that status.
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
    return !last || RUNNING.has(last.state)
      ? changeNodes(options, startOf(options.deployment, statuses), last)
      : [];
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
  status: DeploymentStatus | undefined,
): GithubNode[] {
  const { host, slug } = subject;
  const { id, sha, task, environment, description } = deployment;
  const version = versionOf(deployment);
  const before = previous && versionOf(previous);
  const isRollback = isReturn || /roll[-_ ]?back|revert/i.test(task);
  const hasEnded = status && isEnd(status);
  return nodesOf(subject, {
    id: ['deployment', id, hasEnded ? status.id : 'running'],
    at,
    url: status?.log_url || `https://${host}/${slug}/deployments`,
    correlationId: correlationOf(deployment),
    author,
    payload: {
      kind: isRollback ? 'rollback' : 'deployment',
      version,
      ...(before && before !== version && { previousVersion: before }),
      environment,
      status: status?.state ?? 'pending',
      commit: sha,
      ...(previous &&
        previous.sha !== sha && {
          diffUrl: `https://${host}/${slug}/compare/${previous.sha}...${sha}`,
        }),
      ...(description && { description: plain(description) }),
      ...(task && task !== 'deploy' && { task }),
      deploymentId: id,
      ...(hasEnded && { finishedAt: status.created_at.toISOString() }),
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
