import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ServiceResolver } from '../catalog/ServiceResolver';
import type { PrometheusConfig, WebhookConfig } from '../config/config';
import { toAlertEvidence, isUnapplied } from '../incidents/alertEvidence';
import { toIncidentPatch, toIncident } from '../incidents/incidentFromAlerts';
import type { AlertStore } from '../incidents/AlertStore';
import type { TrackedAlert } from '../incidents/TrackedAlert';
import type { MetricCollector } from '../metrics/MetricCollector';
import { checkAuthorization } from './authenticate';
import { toDeliveryId, Notification, parseNotification } from './payload';

/** Milliseconds to wait for metrics before the delivery is retried. */
const METRICS_TIMEOUT_MS = 120_000;

/**
 * Processes notifications of Alertmanager: creates, extends or resolves
 * incidents, and adds alerts and the metrics behind them as evidence.
 */
export class AlertmanagerWebhook implements WebhookHandler {
  readonly #provider: string;
  readonly #webhook: WebhookConfig;
  readonly #config: PrometheusConfig;
  readonly #alerts: AlertStore;
  readonly #services: ServiceResolver;
  readonly #metrics: MetricCollector;
  readonly #logger: LoggerService;

  constructor(options: {
    provider: string;
    webhook: WebhookConfig;
    config: PrometheusConfig;
    alerts: AlertStore;
    services: ServiceResolver;
    metrics: MetricCollector;
    logger: LoggerService;
  }) {
    this.#provider = options.provider;
    this.#webhook = options.webhook;
    this.#config = options.config;
    this.#alerts = options.alerts;
    this.#services = options.services;
    this.#metrics = options.metrics;
    this.#logger = options.logger;
  }

  async authenticate(request: WebhookRequest) {
    checkAuthorization(request.headers, this.#webhook);
    const notification = parseNotification(request.rawBody.toString('utf8'));
    return { deliveryId: toDeliveryId(notification) };
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const notification = parseNotification(delivery.body);
    const { groupKey } = notification;
    if (notification.truncatedAlerts > 0) {
      this.#logger.warn(
        `Alertmanager left ${notification.truncatedAlerts} alerts out of a notification of ${groupKey}: raise max_alerts of the receiver`,
      );
    }
    const alerts = [];
    for (const alert of notification.alerts) {
      const service = await this.#services.resolveLabels(alert.labels);
      alerts.push({ alert, service });
    }
    const touched = await this.#alerts.record({ groupKey, alerts });
    for (const [key, tracked] of touched) {
      await this.#apply({ key, tracked, notification, access });
    }
    await this.#alerts.markApplied({ groupKey, alerts: notification.alerts });

    const failures: string[] = [];
    for (const [key, tracked] of touched) {
      const metrics = await this.#pullMetrics(tracked, delivery.receivedAt);
      await this.#addEvidence(access, key, metrics.nodes);
      failures.push(...metrics.failures);
    }
    if (failures.length > 0) {
      throw new ServiceUnavailableError(
        `Metrics could not be pulled: ${failures.join('; ')}`,
      );
    }
  }

  async #apply(options: {
    key: string;
    tracked: TrackedAlert[];
    notification: Notification;
    access: IncidentAccess;
  }) {
    const { key, tracked, notification, access } = options;
    const config = this.#config;
    const incident =
      (await access.findIncident(key)) ??
      (await access.createIncident(
        toIncident({ key, alerts: tracked, notification, config }),
      ));
    const patch = toIncidentPatch({ incident, alerts: tracked, config });
    if (patch) await access.updateIncident(key, patch);
    const nodes = notification.alerts.flatMap(notified => {
      const own = tracked.find(
        alert =>
          alert.fingerprint === notified.fingerprint &&
          alert.startsAt === notified.startsAt,
      );
      return own && isUnapplied(notified, own)
        ? toAlertEvidence({
            notified,
            tracked: own,
            groupKey: notification.groupKey,
            provider: this.#provider,
          })
        : [];
    });
    await this.#addEvidence(access, key, nodes);
  }

  /**
   * The window ends at the delivery, so that a retry pulls the same points and
   * adds no other evidence.
   */
  async #pullMetrics(tracked: TrackedAlert[], receivedAt: Date) {
    const ends = tracked.flatMap(alert => alert.endsAt ?? []).sort();
    const start = tracked.map(alert => alert.startsAt).sort()[0];
    const services = new Map(
      tracked.map(({ service }) => [`${service.ref} ${service.name}`, service]),
    );
    return this.#metrics.collect({
      services: [...services.values()].filter(service => service.name),
      alerts: tracked,
      startedAt: new Date(start),
      resolvedAt:
        ends.length === tracked.length ? new Date(ends.at(-1)!) : undefined,
      until: receivedAt,
      signal: AbortSignal.timeout(METRICS_TIMEOUT_MS),
    });
  }

  async #addEvidence(
    access: IncidentAccess,
    key: string,
    nodes: SubmitEvidenceNode[],
  ) {
    if (nodes.length === 0) return;
    const { outcomes } = await access.addEvidence(key, nodes);
    for (const outcome of outcomes) {
      if (outcome.status !== 'rejected') continue;
      const reasons = outcome.errors.map(e => `${e.path}: ${e.message}`);
      this.#logger.warn(
        `Evidence ${
          outcome.id ?? outcome.index
        } of ${key} was rejected: ${reasons.join('; ')}`,
      );
    }
  }
}
