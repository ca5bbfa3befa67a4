import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ServiceResolver } from './catalog/ServiceResolver';
import type { PrometheusConfig } from './config/config';
import type { AlertStore } from './incidents/AlertStore';
import { MetricCollector } from './metrics/MetricCollector';
import { AlertmanagerWebhook } from './webhook/AlertmanagerWebhook';

/** Prometheus and its Alertmanager as a source of incidents and evidence. */
export class PrometheusSource implements EvidenceSource {
  readonly id = 'prometheus';
  readonly webhook?: EvidenceSource['webhook'];
  readonly #alerts: AlertStore;
  readonly #services: ServiceResolver;
  readonly #metrics: MetricCollector;

  constructor(options: {
    config: PrometheusConfig;
    alerts: AlertStore;
    services: ServiceResolver;
    logger: LoggerService;
  }) {
    const { config, alerts, services, logger } = options;
    this.#alerts = alerts;
    this.#services = services;
    this.#metrics = new MetricCollector({
      instances: config.instances,
      provider: this.id,
      logger,
    });
    if (config.webhook) {
      this.webhook = new AlertmanagerWebhook({
        provider: this.id,
        webhook: config.webhook,
        config,
        alerts,
        services,
        metrics: this.#metrics,
        logger,
      });
    }
  }

  collect: NonNullable<EvidenceSource['collect']> = async options => {
    const { incident, window, signal } = options;
    const services = [];
    for (const ref of incident.services) {
      services.push(...(await this.#services.listMonitoringNames(ref)));
    }
    const { nodes, failures } = await this.#metrics.collect({
      services,
      alerts: await this.#alerts.listAlerts({ incidentKey: incident.key }),
      startedAt: new Date(incident.startedAt),
      resolvedAt: incident.resolvedAt
        ? new Date(incident.resolvedAt)
        : undefined,
      since: window.from,
      until: new Date(Math.min(Date.now(), window.to.getTime())),
      signal,
    });
    if (failures.length === 0) return nodes;
    const message = `Metrics could not be pulled: ${failures.join('; ')}`;
    throw nodes.length > 0
      ? new PartialEvidenceError(message, nodes)
      : new ServiceUnavailableError(message);
  };
}
