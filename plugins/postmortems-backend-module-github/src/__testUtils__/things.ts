// What GitHub's API answers, with all that its description requires. Only what a
// test says of a thing differs.

const API = 'https://api.github.com';
const SLUG = 'shop/checkout';

const urls = (names: string) =>
  Object.fromEntries(names.split(' ').map(name => [`${name}_url`, API]));

export function user(login: string) {
  return {
    login,
    id: login.length,
    node_id: `U_${login}`,
    gravatar_id: '',
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
    url: API,
    ...urls(
      'avatar events followers following gists html organizations received_events repos starred subscriptions',
    ),
  };
}

export type RawDeployment = ReturnType<typeof deployment>;

export function deployment(options: {
  id: number;
  sha: string;
  at: string;
  environment?: string;
  ref?: string;
  more?: object;
}) {
  const { id, sha, at, environment = 'production', ref = 'main' } = options;
  return {
    id,
    sha,
    ref,
    environment,
    node_id: `D_${id}`,
    task: 'deploy',
    payload: {},
    original_environment: environment,
    description: null as string | null,
    creator: user('ada-l'),
    created_at: at,
    updated_at: at,
    url: `${API}/repos/${SLUG}/deployments/${id}`,
    ...urls('statuses repository'),
    transient_environment: false,
    production_environment: false,
    performed_via_github_app: null,
    ...options.more,
  };
}

export function status(options: {
  id: number;
  state: string;
  at: string;
  description?: string;
}) {
  const { id, state, at, description = '' } = options;
  return {
    id,
    state,
    description,
    node_id: `S_${id}`,
    creator: user('github-actions[bot]'),
    environment: 'production',
    created_at: at,
    updated_at: at,
    url: API,
    ...urls('deployment target repository environment'),
    log_url: `https://github.com/${SLUG}/actions/runs/9/job/${id}`,
    performed_via_github_app: null,
  };
}

export function release(options: {
  id: number;
  tag: string;
  at: string;
  name?: string;
}) {
  const { id, tag, at, name = '' } = options;
  return {
    id,
    name,
    node_id: `R_${id}`,
    tag_name: tag,
    target_commitish: 'main',
    draft: false,
    prerelease: false,
    author: user('ada-l'),
    assets: [],
    created_at: at,
    published_at: at as string | null,
    url: API,
    ...urls('assets upload tarball zipball'),
    html_url: `https://github.com/${SLUG}/releases/tag/${tag}`,
  };
}

export function pullRequest(options: {
  number: number;
  title: string;
  mergedAt: string | null;
  updatedAt?: string;
  base?: string;
}) {
  const { number, title, mergedAt, base = 'main' } = options;
  return {
    number,
    title,
    id: number * 10,
    state: 'closed',
    user: user('grace-h'),
    html_url: `https://github.com/${SLUG}/pull/${number}`,
    merged_at: mergedAt,
    updated_at: options.updatedAt ?? mergedAt ?? '2026-03-02T14:00:00Z',
    merge_commit_sha: 'c4295bd74fb0f4fda03689c3df3f2803b658fd85',
    base: { ref: base, repo: { default_branch: 'main' } },
  };
}

export function workflowRun(options: {
  id: number;
  name: string;
  at: string;
  conclusion: string | null;
  sha?: string;
  branch?: string;
  event?: string;
  file?: string;
  /** Of a re-run, which keeps the id and the time of the first attempt. */
  rerun?: { attempt: number; at: string };
}) {
  const { id, name, at, conclusion, branch = 'main', event = 'push' } = options;
  const { sha = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e' } = options;
  const repository = {
    id: 1,
    node_id: 'R_1',
    name: 'checkout',
    full_name: SLUG,
    owner: user('shop'),
    private: true,
    fork: false,
    description: null,
    url: API,
    ...urls(
      'html archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees',
    ),
  };
  return {
    id,
    name,
    event,
    conclusion,
    node_id: `W_${id}`,
    head_branch: branch,
    head_sha: sha,
    path: `.github/workflows/${options.file ?? 'ci.yml'}`,
    display_title: name,
    run_number: id,
    run_attempt: options.rerun?.attempt ?? 1,
    status: conclusion === null ? 'in_progress' : 'completed',
    workflow_id: name.length,
    actor: user('ada-l'),
    created_at: at,
    updated_at: at,
    run_started_at: options.rerun?.at ?? at,
    head_commit: null,
    head_repository: repository,
    repository,
    pull_requests: [],
    url: API,
    html_url: `https://github.com/${SLUG}/actions/runs/${id}`,
    ...urls('jobs logs check_suite cancel rerun artifacts workflow'),
  };
}

export function environmentNamed(name: string) {
  return {
    id: name.length,
    name,
    node_id: `E_${name}`,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    url: API,
    html_url: `https://github.com/${SLUG}/deployments/${name}`,
  };
}
