import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  IncidentAccess,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ServiceResolver } from '../catalog/ServiceResolver';
import type { AlertIntake } from '../incidents/AlertIntake';
import type { AlertStore } from '../incidents/AlertStore';
import { checkAuthorization } from '../webhook/authenticate';
import {
  groupKeyOf,
  type Notification,
  parseNotification,
  readBody,
  type SentNotification,
  toDeliveryId,
} from '../webhook/payload';
import { hasStateReason } from '../webhook/stateReason';
import { checkSignature } from './checkSignature';
import type { GrafanaWebhookConfig } from './config';
import { isBlindSpot, toBlindSpotEvidence } from './blindSpots';

/** Offers made with one call. */
const CHUNK = 500;
const MAX_WARNINGS = 20;

/** Receives the notifications of a contact point of Grafana Alerting. */
export class GrafanaWebhook implements WebhookHandler {
  readonly checkHeaders?: WebhookHandler['checkHeaders'];
  readonly #webhook: GrafanaWebhookConfig;
  readonly #contactPoint: string;
  /** Contact points that were warned of. */
  readonly #otherContactPoints = new Set<string>();
  readonly #alerts: AlertStore;
  readonly #intake: AlertIntake;
  readonly #services: ServiceResolver;
  readonly #logger: LoggerService;

  constructor(options: {
    webhook: GrafanaWebhookConfig;
    contactPoint: string;
    alerts: AlertStore;
    intake: AlertIntake;
    services: ServiceResolver;
    logger: LoggerService;
  }) {
    const { webhook } = options;
    this.#webhook = webhook;
    this.#contactPoint = options.contactPoint;
    this.#alerts = options.alerts;
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
    this.#checkContactPoint(all);
    await this.#offerBlindSpots(all, access);
    await this.#explainEnds(all);
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

  #checkContactPoint({ receiver }: Notification) {
    const isKnown =
      receiver === this.#contactPoint ||
      this.#otherContactPoints.has(receiver) ||
      this.#otherContactPoints.size >= MAX_WARNINGS;
    if (isKnown) return;
    this.#otherContactPoints.add(receiver);
    this.#logger.warn(
      `Notifications come from the contact point ${receiver} of Grafana, but contactPoint is ${
        this.#contactPoint
      }: alerts of ${receiver} whose notification was lost are not found`,
    );
  }

  /** Grafana ends an alert, too, that it replaced by one that says why it sees nothing. */
  async #explainEnds({ alerts, orgId }: Notification): Promise<void> {
    const unevaluated = alerts.filter(isBlindSpot);
    await this.#alerts.recordUnevaluated(unevaluated, orgId);
    for (const alert of alerts) {
      if (!alert.endsAt || isBlindSpot(alert) || hasStateReason(alert))
        continue;
      if (await this.#alerts.endedUnevaluated(alert, orgId)) {
        alert.oddities.push(
          'Grafana ended it while it could not evaluate its rule, which is no sign of recovery.',
        );
      }
    }
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
