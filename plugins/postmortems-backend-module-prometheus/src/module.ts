import {
  coreServices,
  createBackendModule,
  type DatabaseService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogServices,
  CatalogUsers,
  type EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { ServiceResolver } from './catalog/ServiceResolver';
import { readPrometheusConfig } from './config/config';
import type { AlertRules } from './config/parts';
import { readGrafanaConfig } from './grafana/config';
import { GrafanaSource } from './grafana/GrafanaSource';
import type { AlertSender } from './incidents/alertGroups';
import { AlertStore } from './incidents/AlertStore';
import { PrometheusSource } from './PrometheusSource';

/**
 * Turns notifications of Alertmanager and Grafana into incidents, and range
 * queries to Prometheus and annotations of Grafana into evidence.
 *
 * @public
 */
export const postmortemsModulePrometheus = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'prometheus',
  register(reg) {
    reg.registerInit({
      deps: {
        sources: postmortemsEvidenceSourceExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        database: coreServices.database,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
      },
      async init({ sources, config, logger, database, auth, catalog }) {
        const prometheus = readPrometheusConfig(config);
        const grafana = readGrafanaConfig(config);
        const parts = {
          database,
          logger,
          names: new CatalogServices({ catalog, auth }),
        };
        const added: EvidenceSource[] = [];
        if (prometheus) {
          warnIfOpen('Prometheus', prometheus, logger);
          added.push(
            new PrometheusSource({
              config: prometheus,
              ...(await alertsOf('prometheus', prometheus, parts)),
            }),
          );
        }
        if (grafana) {
          warnIfOpen('Grafana', grafana, logger);
          added.push(
            new GrafanaSource({
              config: grafana,
              users: new CatalogUsers({ catalog, auth }),
              ...(await alertsOf('grafana', grafana, parts)),
            }),
          );
        }
        if (added.length === 0) {
          logger.info(
            'No telemetry source with platform prometheus or grafana in the configuration: no evidence comes from them',
          );
        }
        for (const source of added) sources.addEvidenceSource(source);
      },
    });
  },
});

/** What the source of either sender needs. */
async function alertsOf(
  source: AlertSender,
  rules: AlertRules,
  parts: {
    database: DatabaseService;
    logger: LoggerService;
    names: CatalogServices;
  },
) {
  const { database, logger, names } = parts;
  return {
    alerts: await AlertStore.create({ database, source, ...rules }),
    services: new ServiceResolver({ catalog: names, ...rules }),
    logger,
  };
}

function warnIfOpen(
  name: string,
  { webhook }: { webhook?: { allowUnauthenticated: boolean } },
  logger: LoggerService,
) {
  if (!webhook?.allowUnauthenticated) return;
  logger.warn(
    `webhook.allowUnauthenticated is set for ${name}: whoever reaches this backend can create incidents`,
  );
}
