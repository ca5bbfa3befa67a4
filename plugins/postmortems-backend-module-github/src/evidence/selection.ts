import { fitsAny } from '@postmortems/backstage-plugin-postmortems-node';
import type { Deployment, PullRequest, WorkflowRun } from '../api/shapes';
import type { GithubConfig } from '../config/config';

/** Conclusions of runs in which nothing happened. */
const NOTHING_DONE = new Set(['skipped', 'neutral', 'stale', '']);

/**
 * Whether users are served from where it was deployed: by the names in the
 * configuration, or because GitHub says so. A transient environment is a preview.
 */
export function isProduction(
  deployment: Pick<
    Deployment,
    'environment' | 'transient_environment' | 'production_environment'
  >,
  config: Pick<GithubConfig, 'production'>,
): boolean {
  if (deployment.transient_environment) return false;
  return (
    deployment.production_environment === true ||
    isProductionName(deployment.environment, config)
  );
}

type Branches = Pick<GithubConfig, 'branches'>;

function isOnBranch(
  branch: string,
  defaultBranch: string,
  { branches }: Branches,
): boolean {
  return branches.length > 0
    ? fitsAny(branch, branches)
    : branch === defaultBranch;
}

export function isMerged(
  { merged_at: at, base }: PullRequest,
  config: Branches,
): boolean {
  return Boolean(at) && isOnBranch(base.ref, base.repo.default_branch, config);
}

/** Whether the configuration has the name of the environment. */
export function isProductionName(
  environment: string,
  { production }: Pick<GithubConfig, 'production'>,
): boolean {
  return fitsAny(environment, production);
}

/** Runs for pull requests say nothing of what is in use. */
export function isRelevantRun(
  run: WorkflowRun,
  defaultBranch: string,
  config: Branches & Pick<GithubConfig, 'deployWorkflows'>,
): boolean {
  return (
    run.status === 'completed' &&
    !NOTHING_DONE.has(run.conclusion) &&
    !run.event.startsWith('pull_request') &&
    (isDeployRun(run, config) ||
      isOnBranch(run.head_branch, defaultBranch, config))
  );
}

/** Whether it is a run of a workflow that deploys. */
export function isDeployRun(
  { name, path }: Pick<WorkflowRun, 'name' | 'path'>,
  { deployWorkflows }: Pick<GithubConfig, 'deployWorkflows'>,
): boolean {
  const file = path.replace(/@.*$/, '').split('/').at(-1) ?? '';
  return fitsAny(name, deployWorkflows) || fitsAny(file, deployWorkflows);
}
