import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { AlertmanagerClient } from './ask/AlertmanagerClient';
import { AlertPoller } from './ask/AlertPoller';
import type { ServiceResolver } from './catalog/ServiceResolver';
import type { PrometheusConfig } from './config/config';
import { AlertIntake } from './incidents/AlertIntake';
import type { AlertStore } from './incidents/AlertStore';
import { MetricCollector } from './metrics/MetricCollector';
import { PrometheusClient } from './metrics/PrometheusClient';
import { readMetricTask } from './metrics/metricTask';
import { testConnection } from './testConnection';
import { AlertmanagerWebhook } from './webhook/AlertmanagerWebhook';

/** Milliseconds to wait for metrics before the task is retried. */
const METRICS_TIMEOUT_MS = 120_000;

/** Prometheus and its Alertmanager as a source of incidents and evidence. */
export class PrometheusSource implements EvidenceSource {
  readonly id = 'prometheus';
  readonly webhook?: EvidenceSource['webhook'];
  readonly poll?: EvidenceSource['poll'];
  /** Absent when there is no server that could be asked. */
  readonly testConnection?: EvidenceSource['testConnection'];
  readonly #alerts: AlertStore;
  readonly #services: ServiceResolver;
  readonly #metrics: MetricCollector;

  constructor(options: {
    config: PrometheusConfig;
    alerts: AlertStore;
    services: ServiceResolver;
    logger: LoggerService;
    /** How long an end may be on its way before it is asked for. */
    graceMs?: number;
  }) {
    const { config, alerts, services, logger } = options;
    this.#alerts = alerts;
    this.#services = services;
    this.#metrics = new MetricCollector({
      instances: config.instances,
      provider: this.id,
      logger,
    });
    if (config.instances.length + config.alertmanagers.length > 0) {
      this.testConnection = ({ signal }) => testConnection(config, signal);
    }
    if (config.webhook) {
      const sender = 'Alertmanager';
      const intake = new AlertIntake({
        ...options,
        provider: this.id,
        sender,
        pullsMetrics: config.instances.length > 0,
      });
      const poller = new AlertPoller({
        ...options,
        sender,
        intake,
        alertmanagers: config.alertmanagers.map(
          server =>
            new AlertmanagerClient({
              name: sender,
              server,
              receiver: server.receiver,
            }),
        ),
        prometheus: config.instances.map(
          instance => new PrometheusClient({ instance }),
        ),
      });
      this.webhook = new AlertmanagerWebhook({
        webhook: config.webhook,
        intake,
      });
      this.poll = {
        frequency: { minutes: config.pollMinutes },
        run: (access, signal) => poller.run(access, signal),
      };
    }
  }

  runTask: NonNullable<EvidenceSource['runTask']> = async (task, access) => {
    const { incidentKey, until } = readMetricTask(task.body);
    if ((await access.findIncident(incidentKey))?.erased) return;
    const alerts = await this.#alerts.listAlerts({ incidentKey });
    if (alerts.length === 0) return;
    const ends = alerts.flatMap(alert => alert.endsAt ?? []).sort();
    const services = new Map(
      alerts.map(({ service }) => [`${service.ref} ${service.name}`, service]),
    );
    const { nodes, failures } = await this.#metrics.collect({
      services: [...services.values()].filter(service => service.name),
      alerts,
      startedAt: new Date(alerts.map(alert => alert.beganAt).sort()[0]),
      resolvedAt:
        ends.length === alerts.length ? new Date(ends.at(-1)!) : undefined,
      until: new Date(until),
      signal: AbortSignal.timeout(METRICS_TIMEOUT_MS),
    });
    if (nodes.length > 0) await access.addEvidence(incidentKey, nodes);
    if (failures.length > 0) {
      throw new ServiceUnavailableError(
        `Metrics could not be pulled: ${failures.join('; ')}`,
      );
    }
  };

  rewriteStored: NonNullable<EvidenceSource['rewriteStored']> = options =>
    this.#alerts.rewriteStored(options);

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
