import { toError } from '@backstage/errors';
import type { RepositoryApi } from '../api/RepositoryApi';
import type { PullRequest, Release, WorkflowRun } from '../api/shapes';
import { componentsMeant, type Repository } from '../catalog/Repositories';
import type { GithubConfig } from '../config/config';
import { deploymentNodes } from '../evidence/deploymentNodes';
import {
  attemptOf,
  deployRunNodes,
  publishedAt,
  pullRequestNodes,
  releaseNodes,
  startOfRun,
  workflowRunNodes,
} from '../evidence/eventNodes';
import type { GithubNode, Subject } from '../evidence/node';
import { isDeployRun, isMerged, isRelevantRun } from '../evidence/selection';
import type { Authors } from './Authors';
import { DeploymentHistory } from './DeploymentHistory';
import { productionDeployments } from './productionDeployments';
import { RunHistory } from './RunHistory';

const HOUR_MS = 3_600_000;
/** A deployment may wait so long for its approval before it begins. */
const APPROVAL_MS = 24 * HOUR_MS;
/** A run can be run again for so long. */
const RERUN_MS = 30 * 24 * HOUR_MS;
/** A release may be written so long before it is published. */
const DRAFT_MS = 30 * 24 * HOUR_MS;

type Kind = keyof GithubConfig['limits'];

/** Takes what one repository says of a window. One call at a time, as GitHub asks for. */
export class RepositoryCollector {
  readonly nodes: GithubNode[] = [];
  /** Messages for readers. */
  readonly failures: string[] = [];
  readonly #config: GithubConfig;
  readonly #api: RepositoryApi;
  readonly #repository: Repository;
  readonly #refs: readonly string[];
  readonly #from: Date;
  readonly #to: Date;
  readonly #authors: Authors;
  readonly #history: DeploymentHistory;
  readonly #runs: RunHistory;

  constructor(options: {
    config: GithubConfig;
    api: RepositoryApi;
    repository: Repository;
    /** Services of the incident. */
    refs: readonly string[];
    window: { from: Date; to: Date };
    authors: Authors;
  }) {
    this.#config = options.config;
    this.#api = options.api;
    this.#repository = options.repository;
    this.#refs = options.refs;
    this.#from = options.window.from;
    this.#to = options.window.to;
    this.#authors = options.authors;
    this.#history = new DeploymentHistory({ api: options.api });
    this.#runs = new RunHistory({ api: options.api });
  }

  async collect(): Promise<void> {
    await this.#attempt('deployments', 'deployments', () =>
      this.#deployments(),
    );
    await this.#attempt('workflow runs', 'workflowRuns', () =>
      this.#workflowRuns(),
    );
    await this.#attempt('repeated deploy runs', 'workflowRuns', () =>
      this.#repeatedDeployRuns(),
    );
    await this.#attempt('pull requests', 'pullRequests', () =>
      this.#pullRequests(),
    );
    await this.#attempt('releases', 'releases', () => this.#releases());
    const { odd } = this.#api;
    if (odd > 0) this.#fail('odd ones', `${odd} could not be read`);
  }

  /** What a part adds before it fails is kept. */
  async #attempt(what: string, kind: Kind, part: () => Promise<void>) {
    if (this.#config.limits[kind] === 0) return;
    try {
      await part();
    } catch (error) {
      this.#fail(what, toError(error).message);
    }
  }

  #fail(what: string, message: string): void {
    this.failures.push(`${what} of ${this.#repository.slug}: ${message}`);
  }

  #failLimit(what: string, kind: Kind): void {
    this.#fail(
      what,
      `only the newest ${this.#config.limits[kind]} were taken; ${
        this.#config.path
      }.limits.${kind} sets how many`,
    );
  }

  async #deployments(): Promise<void> {
    const { deployments: limit } = this.#config.limits;
    const { deployments, missing } = await productionDeployments({
      api: this.#api,
      config: this.#config,
      from: new Date(this.#from.getTime() - APPROVAL_MS),
      to: this.#to,
      max: limit + 1,
    });
    if (missing) this.#fail('deployments', missing);
    const next = deployments.at(limit);
    if (next && next.created_at >= this.#from) {
      this.#failLimit('deployments', 'deployments');
    }
    for (const deployment of deployments.slice(0, limit)) {
      const { environment, ref, task, creator } = deployment;
      const subject = this.#subject([environment, ref, task]);
      if (!subject) continue;
      const statuses = await this.#history.statuses(deployment.id);
      if (!this.#includesAny([deployment, ...statuses])) continue;
      this.#add(
        deploymentNodes({
          subject,
          deployment,
          statuses,
          before: await this.#history.before(deployment),
          author: await this.#authors.of(creator),
        }),
      );
    }
  }

  async #workflowRuns(): Promise<void> {
    const created = `${seconds(this.#from)}..${seconds(this.#to)}`;
    const branch = await this.#defaultBranch();
    let taken = 0;
    for await (const run of this.#api.completedRuns(created)) {
      for (const attempt of await this.#attemptsOf(run)) {
        if (!isRelevantRun(attempt, branch, this.#config)) continue;
        if (!this.#includes(startOfRun(attempt))) continue;
        const subject = this.#subjectOfRun(attempt);
        if (!subject) continue;
        if (taken === this.#config.limits.workflowRuns) {
          this.#failLimit('workflow runs', 'workflowRuns');
          return;
        }
        taken += 1;
        await this.#addRun(attempt, subject);
      }
    }
  }

  /** Of runs that deploy each attempt is a change of its own. */
  async #attemptsOf(run: WorkflowRun): Promise<WorkflowRun[]> {
    return isDeployRun(run, this.#config)
      ? [run, ...(await this.#runs.attemptsBefore(run))]
      : [run];
  }

  /** Runs that are older than the window, and were run again in it. */
  async #repeatedDeployRuns(): Promise<void> {
    if (this.#config.deployWorkflows.length === 0) return;
    const before = new Date(this.#from.getTime() - RERUN_MS);
    const created = `${seconds(before)}..${seconds(this.#from)}`;
    for await (const workflow of this.#api.workflows()) {
      if (!isDeployRun(workflow, this.#config)) continue;
      for await (const run of this.#api.completedRuns(created, workflow.id)) {
        if (attemptOf(run) === 1 || startOfRun(run) < this.#from) continue;
        const subject = this.#subjectOfRun(run);
        if (!subject) continue;
        for (const attempt of await this.#attemptsOf(run)) {
          if (!isRelevantRun(attempt, '', this.#config)) continue;
          if (!this.#includes(startOfRun(attempt))) continue;
          await this.#addRun(attempt, subject);
        }
      }
    }
  }

  #subjectOfRun(run: WorkflowRun): Subject | undefined {
    return this.#subject([run.name, run.path, run.head_branch]);
  }

  async #addRun(run: WorkflowRun, subject: Subject): Promise<void> {
    const told = {
      run,
      subject,
      author: await this.#authors.of(run.actor),
      logRetentionDays: this.#config.logRetentionDays,
    };
    this.#add(
      isDeployRun(run, this.#config)
        ? deployRunNodes({
            ...told,
            successes: await this.#runs.successesBefore(run),
          })
        : workflowRunNodes(told),
    );
  }

  async #pullRequests(): Promise<void> {
    const merged: PullRequest[] = [];
    for await (const one of this.#api.closedPullRequests()) {
      if (one.updated_at < this.#from) break;
      if (!isMerged(one, this.#config) || !this.#includes(one.merged_at!)) {
        continue;
      }
      if (merged.length === this.#config.limits.pullRequests) {
        this.#failLimit('pull requests', 'pullRequests');
        break;
      }
      merged.push(one);
    }
    const subject = this.#subject([]);
    if (!subject) return;
    for (const pullRequest of merged) {
      const author = await this.#authors.of(pullRequest.user);
      this.#add(pullRequestNodes({ pullRequest, subject, author }));
    }
  }

  async #releases(): Promise<void> {
    const published: Release[] = [];
    for await (const release of this.#api.releases()) {
      if (release.created_at.getTime() < this.#from.getTime() - DRAFT_MS) break;
      const at = publishedAt(release);
      if (!at || !this.#includes(at)) continue;
      if (published.length === this.#config.limits.releases) {
        this.#failLimit('releases', 'releases');
        break;
      }
      published.push(release);
    }
    for (const release of published) {
      const subject = this.#subject([release.tag_name, release.name]);
      if (!subject) continue;
      const author = await this.#authors.of(release.author);
      this.#add(releaseNodes({ release, subject, author }));
    }
  }

  /** Only asked when no branch is configured. */
  async #defaultBranch(): Promise<string> {
    return this.#config.branches.length > 0 ? '' : this.#api.defaultBranch();
  }

  /** The services of the incident that it is about. */
  #subject(texts: readonly string[]): Subject | undefined {
    const { host, slug } = this.#repository;
    const services = componentsMeant(this.#repository, texts)
      .map(({ ref }) => ref)
      .filter(ref => this.#refs.includes(ref));
    return services.length > 0 ? { host, slug, services } : undefined;
  }

  #add(nodes: readonly GithubNode[]): void {
    this.nodes.push(
      ...nodes.filter(({ timestamp }) => this.#includes(new Date(timestamp))),
    );
  }

  #includes(at: Date): boolean {
    return at >= this.#from && at <= this.#to;
  }

  #includesAny(things: readonly { created_at: Date }[]): boolean {
    return things.some(({ created_at: at }) => this.#includes(at));
  }
}

function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
