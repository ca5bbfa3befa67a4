import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  BlockNames,
  type IncidentAccess,
  type WebhookDelivery,
  type WebhookHandler,
  type WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceTags } from '../catalog/ServiceTags';
import { toAlertNode } from '../collect/alertNode';
import { digest } from '../collect/Collection';
import type { DatadogConfig } from '../config/config';
import { blockOf } from './authenticate';
import {
  keyOf,
  noticesOf,
  resolveServices,
  severityFor,
  toIncident,
  toPatch,
} from './incidentOfAlert';
import { readNotification } from './notification';

/**
 * Receives what monitors send by Datadog's Webhooks integration. One cycle of an
 * alert, from its first notification to the recovery, is one incident.
 */
export class DatadogWebhook implements WebhookHandler {
  readonly #blocks: DatadogConfig[];
  readonly #names: BlockNames<DatadogConfig>;
  readonly #tags: ServiceTags;
  readonly #logger: LoggerService;

  constructor(options: {
    blocks: DatadogConfig[];
    tags: ServiceTags;
    logger: LoggerService;
  }) {
    this.#blocks = options.blocks;
    this.#names = new BlockNames({
      platform: 'Datadog',
      blocks: options.blocks,
      tellsApart: ({ apiUrl, env }) => [apiUrl, env],
    });
    this.#tags = options.tags;
    this.#logger = options.logger;
  }

  checkHeaders(headers: IncomingHttpHeaders) {
    blockOf(headers, this.#blocks);
  }

  async authenticate(request: WebhookRequest) {
    const block = blockOf(request.headers, this.#blocks);
    const body = request.rawBody.toString('utf8');
    const notification = readNotification(body, new Date());
    // Such as the test of the integration's page
    if (!notification) return {};
    return {
      // Datadog sends the same body again; the name tells whose it is
      deliveryId: `${this.#names.nameOf(block)}:${digest(body)}`,
      orderKey: notification.cycleKey,
    };
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const notification = readNotification(delivery.body, delivery.receivedAt);
    if (!notification) return;
    const block = this.#names.find(delivery.id.split(':')[0]);
    const { change } = notification;
    const key = keyOf(notification);
    const severity = severityFor(notification, block);
    if (severity === 'none') return;
    const services = await resolveServices(change, this.#tags);
    let incident = await access.findIncident(key);
    if (!incident && change.state === 'ok') {
      this.#logger.info(
        `Monitor ${change.monitorId} recovered, and its alert never came`,
      );
      return;
    }
    incident ??= await access.createIncident(
      toIncident({ key, notification, severity, services }),
    );
    const patch = toPatch({ incident, change, severity, services });
    if (patch) await access.updateIncident(key, patch);
    if (!change.isRenewal) {
      await access.addEvidence(key, [
        toAlertNode({
          appUrl: block.appUrl,
          service: services.refs[0],
          change,
          priority: Number(/^P([1-5])$/.exec(notification.priority)?.[1]),
          since: new Date(incident.startedAt),
        }),
      ]);
    }
    await access.setNotices(key, noticesOf({ notification, block, services }));
  }
}
