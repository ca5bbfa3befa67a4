import {
  checkConnection,
  type ConnectionCheck,
  tryEach,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { GithubClient } from './api/GithubClient';
import type { Repository } from './catalog/Repositories';

/** A GitHub App is installed, and a token allowed, for each owner apart. */
const MAX_OWNERS = 5;
const DAY_MS = 86_400_000;

/**
 * Whether GitHub lets the credentials of a host read what evidence is made of: in one
 * repository of each owner, the first ones of the catalog.
 */
export async function testClient(
  client: GithubClient,
  options: { repositories: readonly Repository[]; signal: AbortSignal },
): Promise<ConnectionCheck[]> {
  const { path, host } = client.config;
  const slugs = new Map<string, string>();
  for (const repository of options.repositories) {
    const owner = repository.slug.split('/')[0].toLocaleLowerCase('en-US');
    if (repository.host !== host || slugs.has(owner)) continue;
    slugs.set(owner, repository.slug);
  }
  if (slugs.size === 0) {
    return [
      {
        target: `GitHub at ${host} (${path})`,
        ok: false,
        message: `No entity of the catalog has the annotation github.com/project-slug with a repository of ${host}, so there is nothing to read`,
      },
    ];
  }
  return Promise.all(
    [...slugs.values()]
      .slice(0, MAX_OWNERS)
      .map(slug => testRepository(client, slug, options.signal)),
  );
}

async function testRepository(
  client: GithubClient,
  slug: string,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const { path, host, limits } = client.config;
  return checkConnection(`GitHub at ${host}: ${slug} (${path})`, async () => {
    const api = await client.repository(slug, signal);
    const now = Date.now();
    const [from, to] = [now - DAY_MS, now].map(time =>
      new Date(time).toISOString(),
    );
    const reads = {
      ...(limits.deployments > 0 && {
        deployments: () => api.deployments().next(),
      }),
      ...(limits.releases > 0 && { releases: () => api.releases().next() }),
      ...(limits.pullRequests > 0 && {
        'pull requests': () => api.closedPullRequests().next(),
      }),
      ...(limits.workflowRuns > 0 && {
        'workflow runs': () => api.completedRuns(`${from}..${to}`).next(),
      }),
    };
    // A repository that cannot be seen is told once
    await api.defaultBranch();
    await tryEach(reads);
    return `GitHub lets us read ${Object.keys(reads).join(', ')}`;
  });
}
