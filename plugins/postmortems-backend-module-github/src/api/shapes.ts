import { z } from 'zod';

// What GitHub's REST API and its webhooks have in common of each thing, so that a
// fact is the same evidence whichever brings it. By GitHub's OpenAPI description
// (npm @octokit/openapi) and its examples of webhooks (npm @octokit/webhooks-examples).

const time = z.iso
  .datetime({ offset: true })
  .transform(value => new Date(value));
const text = z
  .string()
  .nullish()
  .transform(value => value?.trim() ?? '');
const account = z
  .looseObject({ login: z.string() })
  .nullish()
  .catch(null)
  .transform(value => value?.login ?? '');

export const deploymentSchema = z.looseObject({
  id: z.number().int(),
  sha: z.string().min(1),
  ref: text,
  task: text,
  environment: z.string(),
  description: text,
  creator: account,
  created_at: time,
  transient_environment: z.boolean().nullish(),
  production_environment: z.boolean().nullish(),
});

export const deploymentStatusSchema = z.looseObject({
  id: z.number().int(),
  state: z.string(),
  description: text,
  log_url: text,
  created_at: time,
});

export const releaseSchema = z.looseObject({
  id: z.number().int(),
  tag_name: z.string(),
  name: text,
  draft: z.boolean(),
  prerelease: z.boolean(),
  author: account,
  html_url: text,
  created_at: time,
  published_at: time.nullish(),
});

export const pullRequestSchema = z.looseObject({
  number: z.number().int(),
  title: z.string(),
  user: account,
  html_url: text,
  updated_at: time,
  merged_at: time.nullish(),
  merge_commit_sha: z.string().nullish(),
  base: z.looseObject({
    ref: z.string(),
    repo: z.looseObject({ default_branch: z.string() }),
  }),
});

export const workflowRunSchema = z.looseObject({
  id: z.number().int(),
  name: text,
  path: text,
  workflow_id: z.number().int(),
  run_number: z.number().int(),
  run_attempt: z.number().int().nullish(),
  event: z.string(),
  status: text,
  conclusion: text,
  head_branch: text,
  head_sha: z.string(),
  html_url: text,
  actor: account,
  created_at: time,
  run_started_at: time.nullish(),
});

export const workflowSchema = z.looseObject({
  id: z.number().int(),
  name: text,
  path: text,
});

export const environmentSchema = z.looseObject({ name: z.string() });

export type Deployment = z.output<typeof deploymentSchema>;
export type DeploymentStatus = z.output<typeof deploymentStatusSchema>;
export type Release = z.output<typeof releaseSchema>;
export type PullRequest = z.output<typeof pullRequestSchema>;
export type WorkflowRun = z.output<typeof workflowRunSchema>;
export type Workflow = z.output<typeof workflowSchema>;
export type Environment = z.output<typeof environmentSchema>;
