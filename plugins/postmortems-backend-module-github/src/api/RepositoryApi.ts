import { Octokit } from '@octokit/rest';
import type { z } from 'zod';
import {
  type Deployment,
  deploymentSchema,
  type DeploymentStatus,
  deploymentStatusSchema,
  type Environment,
  environmentSchema,
  type PullRequest,
  pullRequestSchema,
  type Release,
  releaseSchema,
  type Workflow,
  type WorkflowRun,
  workflowRunSchema,
  workflowSchema,
} from './shapes';

const PAGE = 100;
/** Of what has so many the rest is left out. */
const MAX_PAGES = 10;

/** Something that a repository has more of than is looked through. */
export class TooManyError extends Error {
  readonly name = 'TooManyError';
}

type Page = { per_page: number; page: number };

/**
 * What a repository has, newest first. Pages are counted here: the address of the
 * next one in GitHub's answers is not followed.
 */
export class RepositoryApi {
  /** Items that were not in a shape that is known. */
  odd = 0;
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };

  constructor(options: { octokit: Octokit; slug: string }) {
    this.#octokit = options.octokit;
    const [owner, repo] = options.slug.split('/');
    this.#repository = { owner, repo };
  }

  async defaultBranch(): Promise<string> {
    const { data } = await this.#octokit.rest.repos.get(this.#repository);
    return data.default_branch;
  }

  deployments(environment?: string): AsyncGenerator<Deployment> {
    return this.#pages(deploymentSchema, page =>
      this.#octokit.rest.repos.listDeployments({
        ...this.#repository,
        ...(environment !== undefined && { environment }),
        ...page,
      }),
    );
  }

  environments(): AsyncGenerator<Environment> {
    return this.#pages(environmentSchema, async page => {
      const { data } = await this.#octokit.rest.repos.getAllEnvironments({
        ...this.#repository,
        ...page,
      });
      return { data: data.environments ?? [] };
    });
  }

  async statuses(deploymentId: number): Promise<DeploymentStatus[]> {
    const { data } = await this.#octokit.rest.repos.listDeploymentStatuses({
      ...this.#repository,
      deployment_id: deploymentId,
      per_page: PAGE,
    });
    return this.#parse(deploymentStatusSchema, data);
  }

  releases(): AsyncGenerator<Release> {
    return this.#pages(releaseSchema, page =>
      this.#octokit.rest.repos.listReleases({ ...this.#repository, ...page }),
    );
  }

  /** Closed ones, the last updated first. */
  closedPullRequests(): AsyncGenerator<PullRequest> {
    return this.#pages(pullRequestSchema, page =>
      this.#octokit.rest.pulls.list({
        ...this.#repository,
        state: 'closed',
        sort: 'updated',
        direction: 'desc',
        ...page,
      }),
    );
  }

  workflows(): AsyncGenerator<Workflow> {
    return this.#pages(workflowSchema, async page => {
      const { data } = await this.#octokit.rest.actions.listRepoWorkflows({
        ...this.#repository,
        ...page,
      });
      return { data: data.workflows };
    });
  }

  /**
   * Of each run its last attempt alone, in the order in which they were created.
   *
   * @param created - when the first attempt was, such as
   *   `2026-03-02T12:00:00Z..2026-03-02T14:00:00Z`
   * @param workflowId - by default those of all workflows
   */
  completedRuns(
    created: string,
    workflowId?: number,
  ): AsyncGenerator<WorkflowRun> {
    const { actions } = this.#octokit.rest;
    return this.#pages(workflowRunSchema, async page => {
      const asked = {
        ...this.#repository,
        status: 'completed' as const,
        exclude_pull_requests: true,
        created,
        ...page,
      };
      const { data } =
        workflowId === undefined
          ? await actions.listWorkflowRunsForRepo(asked)
          : await actions.listWorkflowRuns({
              ...asked,
              workflow_id: workflowId,
            });
      return { data: data.workflow_runs };
    });
  }

  async attempt(runId: number, attempt: number): Promise<WorkflowRun[]> {
    const { data } = await this.#octokit.rest.actions.getWorkflowRunAttempt({
      ...this.#repository,
      run_id: runId,
      attempt_number: attempt,
      exclude_pull_requests: true,
    });
    return this.#parse(workflowRunSchema, [data]);
  }

  async *#pages<T>(
    schema: z.ZodType<T>,
    ask: (page: Page) => Promise<{ data: unknown[] }>,
  ): AsyncGenerator<T> {
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { data } = await ask({ per_page: PAGE, page });
      yield* this.#parse(schema, data);
      if (data.length < PAGE) return;
    }
    throw new TooManyError(
      `only the newest ${MAX_PAGES * PAGE} were looked through`,
    );
  }

  #parse<T>(schema: z.ZodType<T>, items: unknown): T[] {
    return (Array.isArray(items) ? items : [items]).flatMap(item => {
      const parsed = schema.safeParse(item);
      if (!parsed.success) this.odd += 1;
      return parsed.success ? [parsed.data] : [];
    });
  }
}
