import { cutText } from '@postmortems/backstage-plugin-postmortems-common';
import type { PullRequest, Release, WorkflowRun } from '../api/shapes';
import {
  type Author,
  type GithubNode,
  nodesOf,
  plain,
  type Subject,
  versionOf,
} from './node';

const DAY_MS = 86_400_000;
const MAX_TITLE = 300;

type Told<T> = T & { subject: Subject; author: Author };

const quoted = (text: string) => `"${cutText(text, MAX_TITLE)}"`;

/** `undefined` for drafts, which nobody sees. */
export function publishedAt({
  draft,
  published_at: at,
}: Release): Date | undefined {
  return draft ? undefined : at ?? undefined;
}

export function releaseNodes({
  release,
  subject,
  author,
}: Told<{ release: Release }>): GithubNode[] {
  const at = publishedAt(release);
  if (!at) return [];
  const { id, tag_name: tag, name, prerelease, html_url: url } = release;
  const title = name && name !== tag ? ` ${quoted(name)}` : '';
  return nodesOf(subject, {
    id: ['release', id],
    at,
    url,
    correlationId: `release:${id}`,
    author,
    payload: {
      kind: 'event',
      reason: 'release published',
      message: plain(
        `Release ${tag}${title} was published${
          prerelease ? ' as a pre-release' : ''
        }`,
      ),
      version: tag,
    },
  });
}

export function pullRequestNodes({
  pullRequest,
  subject,
  author,
}: Told<{ pullRequest: PullRequest }>): GithubNode[] {
  const {
    number,
    title,
    merged_at: at,
    merge_commit_sha: sha,
    base,
    html_url: url,
  } = pullRequest;
  if (!at) return [];
  return nodesOf(subject, {
    id: ['pull', subject.slug.toLocaleLowerCase('en-US'), number],
    at,
    url,
    correlationId: `pull:${number}`,
    author,
    payload: {
      kind: 'event',
      reason: 'pull request merged',
      message: plain(
        `Pull request #${number} ${quoted(title)} was merged into ${base.ref}`,
      ),
      ...(sha && { commit: sha }),
    },
  });
}

/** A later attempt is a run of its own. */
export function attemptOf(run: WorkflowRun): number {
  return run.run_attempt ?? 1;
}

export function startOfRun(run: WorkflowRun): Date {
  return run.run_started_at ?? run.created_at;
}

/** @param options - `logRetentionDays`: GitHub deletes the log of the run after these */
export function workflowRunNodes({
  run,
  subject,
  author,
  logRetentionDays,
}: Told<{ run: WorkflowRun; logRetentionDays: number }>): GithubNode[] {
  return nodesOf(subject, {
    ...runFact(run, logRetentionDays),
    author,
    payload: {
      kind: 'event',
      reason: 'workflow run',
      message: plain(
        `Workflow ${quoted(run.name || run.path)} ran on ${
          run.head_branch
        } (run ${run.run_number}): ${run.conclusion.replaceAll('_', ' ')}`,
      ),
      commit: run.head_sha,
    },
  });
}

/**
 * A run of a workflow that deploys, as the change that it makes.
 *
 * @param options - `successes`: earlier ones of the workflow, newest first
 */
export function deployRunNodes({
  run,
  subject,
  author,
  logRetentionDays,
  successes,
}: Told<{
  run: WorkflowRun;
  logRetentionDays: number;
  successes: readonly WorkflowRun[];
}>): GithubNode[] {
  const { host, slug } = subject;
  const sha = run.head_sha;
  const [previous, ...earlier] = successes;
  const isNew = previous && previous.head_sha !== sha;
  const isReturn = isNew && earlier.some(one => one.head_sha === sha);
  return nodesOf(subject, {
    ...runFact(run, logRetentionDays),
    author,
    payload: {
      kind: isReturn ? 'rollback' : 'deployment',
      version: versionOfRun(run),
      ...(isNew && {
        previousVersion: versionOfRun(previous),
        diffUrl: `https://${host}/${slug}/compare/${previous.head_sha}...${sha}`,
      }),
      status: run.conclusion,
      commit: sha,
      workflow: run.name || run.path,
    },
  });
}

function versionOfRun({ head_branch: ref, head_sha: sha }: WorkflowRun) {
  return versionOf({ ref, sha });
}

function runFact(run: WorkflowRun, logRetentionDays: number) {
  const at = startOfRun(run);
  return {
    id: ['run', run.id, attemptOf(run)],
    at,
    url: run.html_url,
    correlationId: `run:${run.id}`,
    expiresAt: new Date(at.getTime() + logRetentionDays * DAY_MS),
  };
}
