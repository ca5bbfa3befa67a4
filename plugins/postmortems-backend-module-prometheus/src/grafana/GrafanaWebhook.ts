import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  IncidentAccess,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ServiceResolver } from '../catalog/ServiceResolver';
import type { AlertIntake } from '../incidents/AlertIntake';
import { checkAuthorization } from '../webhook/authenticate';
import {
  groupKeyOf,
  type Notification,
  parseNotification,
  readBody,
  type SentNotification,
  toDeliveryId,
} from '../webhook/payload';
import { checkSignature } from './checkSignature';
import type { GrafanaWebhookConfig } from './config';
import { isBlindSpot, toBlindSpotEvidence } from './blindSpots';

/** Offers made with one call. */
const CHUNK = 500;

/** Receives the notifications of a contact point of Grafana Alerting. */
export class GrafanaWebhook implements WebhookHandler {
  readonly checkHeaders?: WebhookHandler['checkHeaders'];
  readonly #webhook: GrafanaWebhookConfig;
  readonly #intake: AlertIntake;
  readonly #services: ServiceResolver;
  readonly #logger: LoggerService;

  constructor(options: {
    webhook: GrafanaWebhookConfig;
    intake: AlertIntake;
    services: ServiceResolver;
    logger: LoggerService;
  }) {
    const { webhook } = options;
    this.#webhook = webhook;
    this.#intake = options.intake;
    this.#services = options.services;
    this.#logger = options.logger;
    // A signature is of the body: until it is read, the caller is unknown
    if (!webhook.hmac) {
      this.checkHeaders = headers =>
        checkAuthorization(headers, webhook, 'Grafana');
    }
  }

  async authenticate(request: WebhookRequest) {
    const now = new Date();
    const { hmac } = this.#webhook;
    checkAuthorization(request.headers, this.#webhook, 'Grafana');
    if (hmac) checkSignature(request, hmac, now);
    const sent = readGrafanaBody(request.rawBody.toString('utf8'));
    return { deliveryId: toDeliveryId(sent, now), orderKey: groupKeyOf(sent) };
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const { receivedAt } = delivery;
    const all = parseNotification(readGrafanaBody(delivery.body), receivedAt);
    await this.#offerBlindSpots(all, access);
    const notification = {
      ...all,
      alerts: all.alerts.filter(alert => !isBlindSpot(alert)),
    };
    await this.#intake.take({
      notification,
      receivedAt,
      isComplete: true,
      access,
    });
  }

  /** What Grafana could not see is no outage, but readers of one should know it. */
  async #offerBlindSpots(
    { alerts, groupKey }: Notification,
    access: IncidentAccess,
  ): Promise<void> {
    const blind = alerts.filter(isBlindSpot);
    const services = await this.#services.resolveAll(blind);
    const offers = blind.map((alert, index) => ({
      node: toBlindSpotEvidence({ alert, service: services[index], groupKey }),
    }));
    for (let start = 0; start < offers.length; start += CHUNK) {
      const { outcomes } = await access.offerEvidence(
        offers.slice(start, start + CHUNK),
      );
      const rejected = outcomes.filter(({ status }) => status === 'rejected');
      if (rejected.length > 0) {
        this.#logger.warn(
          `${rejected.length} facts about what Grafana could not see were rejected`,
        );
      }
    }
  }
}

/** Alerts of two organisations may have one group key. */
function readGrafanaBody(body: string): SentNotification {
  const sent = readBody(body, 'Grafana');
  return typeof sent.orgId === 'number'
    ? { ...sent, groupKey: `${sent.orgId}/${groupKeyOf(sent)}` }
    : sent;
}
