import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogServices,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { ServiceResolver } from './catalog/ServiceResolver';
import { readPrometheusConfig } from './config/config';
import { AlertStore } from './incidents/AlertStore';
import { PrometheusSource } from './PrometheusSource';

/**
 * Turns notifications of Alertmanager into incidents, and range queries to
 * Prometheus into evidence.
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
        if (!prometheus) {
          logger.info(
            'No telemetry source with platform prometheus in the configuration: no evidence comes from Prometheus',
          );
          return;
        }
        if (prometheus.webhook?.allowUnauthenticated) {
          logger.warn(
            'webhook.allowUnauthenticated is set for Prometheus: whoever reaches this backend can create incidents',
          );
        }
        sources.addEvidenceSource(
          new PrometheusSource({
            config: prometheus,
            alerts: await AlertStore.create({ database, ...prometheus }),
            services: new ServiceResolver({
              catalog: new CatalogServices({ catalog, auth }),
              ...prometheus,
            }),
            logger,
          }),
        );
      },
    });
  },
});
