import { type RepositoryApi, TooManyError } from '../api/RepositoryApi';
import type { Deployment } from '../api/shapes';
import type { GithubConfig } from '../config/config';
import { isProduction, isProductionName } from '../evidence/selection';

/** Environments of production that are asked for one by one. */
const MAX_ENVIRONMENTS = 20;

/**
 * Deployments to production that were created in a time, newest first. GitHub lists
 * those of all environments together; where previews fill the list before it reaches
 * back far enough, the environments of production are asked for one by one.
 *
 * @param options - `max`: no more are looked for
 * @returns also why older ones may be missing
 */
export async function productionDeployments(options: {
  api: Pick<RepositoryApi, 'deployments' | 'environments'>;
  config: Pick<GithubConfig, 'production'>;
  from: Date;
  to: Date;
  max: number;
}): Promise<{ deployments: Deployment[]; missing?: string }> {
  const { api, config } = options;
  const found = new Map<number, Deployment>();
  const missing = await addFrom(found, options);
  if (missing === undefined) return { deployments: [...found.values()] };
  const { names, isComplete } = await environmentNames(api, config);
  // GitHub marks some of any name
  for (const { environment } of found.values()) names.add(environment);
  const asked = [...names].slice(0, MAX_ENVIRONMENTS);
  let isAll = isComplete && asked.length === names.size;
  for (const environment of asked) {
    const left = await addFrom(found, { ...options, environment });
    if (left !== undefined) isAll = false;
  }
  return {
    deployments: [...found.values()].sort(
      (a, b) => b.created_at.getTime() - a.created_at.getTime(),
    ),
    ...(!isAll && { missing }),
  };
}

/** @returns why older ones may be missing */
async function addFrom(
  found: Map<number, Deployment>,
  options: Parameters<typeof productionDeployments>[0] & {
    environment?: string;
  },
): Promise<string | undefined> {
  const { api, config, from, to, max, environment } = options;
  let count = 0;
  try {
    for await (const deployment of api.deployments(environment)) {
      if (deployment.created_at < from || count === max) return undefined;
      if (deployment.created_at > to) continue;
      if (!isProduction(deployment, config)) continue;
      count += 1;
      found.set(deployment.id, deployment);
    }
    return undefined;
  } catch (error) {
    if (error instanceof TooManyError) return error.message;
    throw error;
  }
}

/** Names that are configured in full need no list of environments. */
async function environmentNames(
  api: Pick<RepositoryApi, 'environments'>,
  config: Pick<GithubConfig, 'production'>,
): Promise<{ names: Set<string>; isComplete: boolean }> {
  const names = new Set(
    config.production.filter(pattern => !pattern.includes('*')),
  );
  try {
    for await (const { name } of api.environments()) {
      if (isProductionName(name, config)) names.add(name);
    }
    return { names, isComplete: true };
  } catch {
    // Too many, or none that the credentials may see
    return { names, isComplete: false };
  }
}
