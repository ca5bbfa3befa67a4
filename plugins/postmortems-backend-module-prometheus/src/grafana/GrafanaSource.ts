import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  type CatalogUsers,
  type EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { AlertmanagerClient } from '../ask/AlertmanagerClient';
import { AlertPoller } from '../ask/AlertPoller';
import type { ServiceResolver } from '../catalog/ServiceResolver';
import { AlertIntake } from '../incidents/AlertIntake';
import type { AlertStore } from '../incidents/AlertStore';
import { UNEVALUATED_RULES } from '../incidents/unevaluated';
import { AnnotationsClient } from './AnnotationsClient';
import type { GrafanaConfig } from './config';
import { GrafanaLinks } from './GrafanaLinks';
import { OrganisationClient } from './OrganisationClient';
import { GrafanaWebhook } from './GrafanaWebhook';
import { HistoryCollector } from './HistoryCollector';
import { historyEnds } from './historyEnds';
import { testGrafana } from './testGrafana';

/** Below the root of Grafana; that of the Alertmanager that is built in. */
const ALERTMANAGER_PATH = '/api/alertmanager/grafana';

/** Grafana Alerting as a source of incidents, and its annotations as evidence. */
export class GrafanaSource implements EvidenceSource {
  readonly id = 'grafana';
  readonly webhook?: EvidenceSource['webhook'];
  readonly poll?: EvidenceSource['poll'];
  readonly collect?: EvidenceSource['collect'];
  readonly testConnection?: EvidenceSource['testConnection'];
  readonly #alerts: AlertStore;

  constructor(options: {
    config: GrafanaConfig;
    alerts: AlertStore;
    services: ServiceResolver;
    users: CatalogUsers;
    logger: LoggerService;
    /** How long an end may be on its way before it is asked for. */
    graceMs?: number;
  }) {
    const { config, alerts } = options;
    const { webhook, baseUrl } = config;
    const sender = 'Grafana';
    this.#alerts = alerts;
    const intake = new AlertIntake({
      ...options,
      config: {
        ...config,
        ignoredAlerts: [...config.ignoredAlerts, ...UNEVALUATED_RULES],
      },
      provider: this.id,
      sender,
      pullsMetrics: false,
    });
    if (webhook) {
      this.webhook = new GrafanaWebhook({
        ...options,
        webhook,
        contactPoint: config.contactPoint,
        intake,
      });
    }
    if (!baseUrl) return;
    const organisation = new OrganisationClient({
      server: { ...config, baseUrl },
    });
    const links = new GrafanaLinks({
      externalUrl: config.externalUrl ?? baseUrl,
    });
    this.collect = this.#collector(
      new HistoryCollector({ ...options, baseUrl, links, organisation }),
    );
    const annotations = new AnnotationsClient({
      server: { ...config, baseUrl },
    });
    const alertmanager = new AlertmanagerClient({
      name: sender,
      server: { ...config, baseUrl },
      prefix: ALERTMANAGER_PATH,
      receiver: config.contactPoint,
    });
    this.testConnection = async ({ signal }) => [
      await testGrafana({
        target: `Grafana at ${baseUrl} (${config.path})`,
        organisation,
        annotations,
        // Who has no webhook polls no alerts
        alertmanager: webhook && alertmanager,
        signal,
      }),
    ];
    if (!webhook) return;
    const poller = new AlertPoller({
      ...options,
      sender,
      intake,
      alertmanagers: [alertmanager],
      prometheus: [],
      grafana: {
        orgId: signal => organisation.orgId(signal),
        hasMuteTimings: signal => organisation.hasMuteTimings(signal),
        endsOf: (lastSigns, signal) =>
          historyEnds({ client: annotations, lastSigns, signal }),
      },
      toSent: alert => links.toNotified(alert),
    });
    this.poll = {
      frequency: { minutes: config.pollMinutes },
      run: (access, signal) => poller.run(access, signal),
    };
  }

  rewriteStored: NonNullable<EvidenceSource['rewriteStored']> = options =>
    this.#alerts.rewriteStored(options);

  #collector(
    history: HistoryCollector,
  ): NonNullable<EvidenceSource['collect']> {
    return async ({ incident, window, signal }) => {
      const { nodes, failures } = await history.collect({
        incident,
        window: {
          from: window.from,
          to: new Date(Math.min(Date.now(), window.to.getTime())),
        },
        signal,
        alerts: await this.#alerts.listAlerts({ incidentKey: incident.key }),
      });
      if (failures.length === 0) return nodes;
      const message = `Not everything could be taken from Grafana: ${failures.join(
        '; ',
      )}`;
      throw nodes.length > 0
        ? new PartialEvidenceError(message, nodes)
        : new ServiceUnavailableError(message);
    };
  }
}
