import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import type {
  AcceptedWebhook,
  IncidentAccess,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { GithubClient } from '../api/GithubClient';
import { componentsMeant, type Repositories } from '../catalog/Repositories';
import type { Authors } from '../collect/Authors';
import { DeploymentHistory } from '../collect/DeploymentHistory';
import { RunHistory } from '../collect/RunHistory';
import { deploymentNodes } from '../evidence/deploymentNodes';
import {
  deployRunNodes,
  pullRequestNodes,
  releaseNodes,
  workflowRunNodes,
} from '../evidence/eventNodes';
import type { GithubNode, Subject } from '../evidence/node';
import {
  isDeployRun,
  isMerged,
  isProduction,
  isRelevantRun,
} from '../evidence/selection';
import { type GithubEvent, readEvent } from './event';
import { signedFor } from './signature';

/** For the calls that one delivery makes. */
const TIMEOUT_MS = 30_000;
/**
 * After so long without an answer of the API there is only what the delivery says: a
 * rate limit may last for an hour, and a delivery is given up after some 40 minutes.
 */
const PATIENCE_MS = 20 * 60_000;
/** Services of a repository that an event is offered to. */
const MAX_SERVICES = 50;

/** Offers what GitHub reports as it happens, mostly before there is an incident. */
export class GithubWebhook implements WebhookHandler {
  readonly #clients: readonly GithubClient[];
  readonly #repositories: Repositories;
  readonly #authors: Authors;
  readonly #logger: LoggerService;

  constructor(options: {
    clients: readonly GithubClient[];
    repositories: Repositories;
    authors: Authors;
    logger: LoggerService;
  }) {
    this.#clients = options.clients;
    this.#repositories = options.repositories;
    this.#authors = options.authors;
    this.#logger = options.logger;
  }

  async authenticate({
    headers,
    rawBody,
  }: WebhookRequest): Promise<AcceptedWebhook> {
    const { host } = signedFor(
      rawBody,
      headers['x-hub-signature-256'],
      this.#clients.map(({ config }) => config),
    );
    const name = headers['x-github-event'];
    const guid = headers['x-github-delivery'];
    if (typeof name !== 'string' || typeof guid !== 'string' || !guid) {
      throw new InputError(
        'The call lacks the header X-GitHub-Event or X-GitHub-Delivery',
      );
    }
    const event = readEvent(name, rawBody.toString('utf8'));
    return event
      ? {
          deliveryId: `${name} ${host} ${guid}`,
          orderKey: `${host}/${event.repository.full_name}`,
        }
      : {};
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const [name, host] = delivery.id.split(' ');
    const client = this.#clients.find(({ config }) => config.host === host);
    const event = readEvent(name, delivery.body);
    if (!client || !event) return;
    const slug = event.repository.full_name;
    const repository = await this.#repositories.find(host, slug);
    if (!repository) {
      this.#logger.debug(`No entity of the catalog has the repository ${slug}`);
      return;
    }
    const subjectOf = (...texts: string[]): Subject => ({
      host,
      slug: repository.slug,
      services: componentsMeant(repository, texts)
        .slice(0, MAX_SERVICES)
        .map(({ ref }) => ref),
    });
    const { collect } = client.config;
    const nodes = await this.#nodesOf(event, client, subjectOf, collect).catch(
      error => {
        const waited = Date.now() - delivery.receivedAt.getTime();
        if (!collect || waited < PATIENCE_MS) throw error;
        this.#logger.warn(
          `The version before is left out of a delivery of ${slug}: ${
            toError(error).message
          }`,
        );
        return this.#nodesOf(event, client, subjectOf, false);
      },
    );
    if (nodes.length === 0) return;
    const { outcomes } = await access.offerEvidence(
      nodes.map(node => ({ node })),
    );
    const refused = outcomes.find(({ status }) => status === 'rejected');
    // Such as a time in the future, of which it is none later
    if (refused) throw new InputError(`Refused: ${JSON.stringify(refused)}`);
  }

  async #nodesOf(
    event: GithubEvent,
    client: GithubClient,
    subjectOf: (...texts: string[]) => Subject,
    mayAsk: boolean,
  ): Promise<GithubNode[]> {
    const { config } = client;
    const { default_branch: branch, full_name: slug } = event.repository;
    const api = () => client.repository(slug, AbortSignal.timeout(TIMEOUT_MS));
    switch (event.name) {
      case 'deployment_status': {
        const { deployment, deployment_status: status } = event;
        if (!isProduction(deployment, config)) return [];
        const { environment, ref, task, creator } = deployment;
        const common = {
          subject: subjectOf(environment, ref, task),
          deployment,
          author: await this.#authors.of(creator),
        };
        if (!mayAsk) {
          const before = { isReturn: false };
          return deploymentNodes({ ...common, statuses: [status], before });
        }
        const history = new DeploymentHistory({ api: await api() });
        const statuses = await history.statuses(deployment.id);
        return deploymentNodes({
          ...common,
          // The list may be a moment older than the event
          statuses: statuses.some(({ id }) => id === status.id)
            ? statuses
            : [...statuses, status],
          before: await history.before(deployment),
        });
      }
      case 'release': {
        const { release } = event;
        const subject = subjectOf(release.tag_name, release.name);
        const author = await this.#authors.of(release.author);
        return releaseNodes({ release, subject, author });
      }
      case 'pull_request': {
        const { pull_request: pullRequest } = event;
        if (!isMerged(pullRequest, config)) return [];
        const author = await this.#authors.of(pullRequest.user);
        return pullRequestNodes({ pullRequest, subject: subjectOf(), author });
      }
      default: {
        const { workflow_run: run } = event;
        if (!isRelevantRun(run, branch, config)) return [];
        const told = {
          run,
          subject: subjectOf(run.name, run.path, run.head_branch),
          author: await this.#authors.of(run.actor),
          logRetentionDays: config.logRetentionDays,
        };
        if (!isDeployRun(run, config)) return workflowRunNodes(told);
        const successes = mayAsk
          ? await new RunHistory({ api: await api() }).successesBefore(run)
          : [];
        return deployRunNodes({ ...told, successes });
      }
    }
  }
}
