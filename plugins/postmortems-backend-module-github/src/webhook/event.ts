import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  deploymentSchema,
  deploymentStatusSchema,
  pullRequestSchema,
  releaseSchema,
  workflowRunSchema,
} from '../api/shapes';
import { isEnd } from '../evidence/deploymentNodes';

const repositorySchema = z.looseObject({
  full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  default_branch: z.string().default(''),
});

const common = { repository: repositorySchema };

/** What each event that is taken must have. */
const EVENTS = {
  deployment_status: z.looseObject({
    ...common,
    deployment: deploymentSchema,
    deployment_status: deploymentStatusSchema,
  }),
  release: z.looseObject({
    ...common,
    action: z.string(),
    release: releaseSchema,
  }),
  pull_request: z.looseObject({
    ...common,
    action: z.string(),
    pull_request: pullRequestSchema,
  }),
  workflow_run: z.looseObject({
    ...common,
    action: z.string(),
    workflow_run: workflowRunSchema,
  }),
};

type EventName = keyof typeof EVENTS;

/** An event that may say something of an incident. */
export type GithubEvent = {
  [Name in EventName]: { name: Name } & z.output<(typeof EVENTS)[Name]>;
}[EventName];

/**
 * Reads the body of an event, JSON or a form with it.
 *
 * @returns `undefined` for one that says nothing of incidents
 * @throws `InputError` for one that GitHub would not send
 */
export function readEvent(name: string, body: string): GithubEvent | undefined {
  if (!isKnown(name)) return undefined;
  const parsed = EVENTS[name].safeParse(jsonOf(body));
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new InputError(
      `The event ${name} is not as GitHub describes it: ${path.join(
        '.',
      )} ${message}`,
    );
  }
  const event = { name, ...parsed.data } as GithubEvent;
  return isTelling(event) ? event : undefined;
}

function isKnown(name: string): name is EventName {
  return Object.hasOwn(EVENTS, name);
}

function jsonOf(body: string): unknown {
  const text = /^\s*\{/.test(body)
    ? body
    : new URLSearchParams(body).get('payload') ?? '';
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('The body of the webhook of GitHub is not JSON');
  }
}

function isTelling(event: GithubEvent): boolean {
  switch (event.name) {
    case 'deployment_status':
      return isEnd(event.deployment_status);
    case 'release':
      return event.action === 'published';
    case 'pull_request':
      return event.action === 'closed' && Boolean(event.pull_request.merged_at);
    default:
      return event.action === 'completed';
  }
}
