import { AuthenticationError, InputError } from '@backstage/errors';
import {
  type AcceptedWebhook,
  BlockNames,
  findBearerToken,
  type IncidentAccess,
  type WebhookDelivery,
  type WebhookHandler,
  type WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Application, readNotification } from '../api/application';
import type { ApplicationDirectory } from '../ApplicationDirectory';
import type { ArgoCdConfig } from '../config/config';
import { deploymentNodes, healthNode, notAhead } from '../deployments';

const MINUTE_MS = 60_000;

/**
 * Receives notifications of Argo CD. They open no incident: each is offered, and
 * belongs to the incidents of its service that are going on.
 */
export class ArgoCdWebhook implements WebhookHandler {
  readonly #blocks: readonly ArgoCdConfig[];
  readonly #names: BlockNames<ArgoCdConfig>;
  readonly #applications: ApplicationDirectory;

  constructor(options: {
    blocks: readonly ArgoCdConfig[];
    applications: ApplicationDirectory;
  }) {
    this.#blocks = options.blocks;
    this.#names = new BlockNames({
      platform: 'Argo CD',
      blocks: options.blocks,
      tellsApart: ({ instance, baseUrl }) => [instance, baseUrl],
    });
    this.#applications = options.applications;
  }

  checkHeaders(headers: IncomingHttpHeaders) {
    this.#blockOf(headers);
  }

  async authenticate(request: WebhookRequest): Promise<AcceptedWebhook> {
    const block = this.#names.nameOf(this.#blockOf(request.headers));
    const body = request.rawBody.toString('utf8');
    const app = parse(body);
    // Argo CD before 3.0 does not say since when an application is degraded
    const minute =
      app.health && !app.healthSince
        ? `:${Math.floor(Date.now() / MINUTE_MS)}`
        : '';
    return {
      deliveryId: `${block}:${sha256(body).toString('hex')}${minute}`,
      orderKey: `${block}:${app.app}`,
    };
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const app = parse(delivery.body);
    const block = this.#names.find(delivery.id.split(':')[0]);
    const { instance } = block;
    const service =
      (await this.#applications.find({
        name: app.app,
        namespace: app.appNamespace ?? undefined,
        instance,
      })) ??
      // With its place, for the bare name may be that of another one's component
      [instance, app.app].filter(Boolean).join('/').slice(0, 256);
    const now = delivery.receivedAt;
    // Earlier syncs had a notification of their own
    const from = app.startedAt ?? app.finishedAt ?? '~';
    const health = healthNode(app, service, { ...block, now });
    const nodes = [
      ...deploymentNodes(app, service, block).filter(
        ({ timestamp }) => timestamp >= from,
      ),
      ...(health ? [health] : []),
    ];
    if (nodes.length === 0) return;
    await access.offerEvidence(
      nodes.map(node => ({
        node: { ...node, timestamp: notAhead(node.timestamp, now) },
        services: [service],
      })),
    );
  }

  /** The block whose token the `authorization` header has. */
  #blockOf(headers: IncomingHttpHeaders): ArgoCdConfig {
    const found = findBearerToken(
      headers,
      this.#blocks.map(({ webhook }) => webhook?.token),
    );
    if (found >= 0) return this.#blocks[found];
    throw new AuthenticationError(
      'The webhook of Argo CD needs the header Authorization with "Bearer" and the webhook.token of its block',
    );
  }
}

function parse(body: string): Application {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InputError("The body of Argo CD's notification is not JSON");
  }
  const app = readNotification(json);
  if (app) return app;
  throw new InputError(
    "The body of Argo CD's notification has no app: give it the template of docs/sources/argocd.md",
  );
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
