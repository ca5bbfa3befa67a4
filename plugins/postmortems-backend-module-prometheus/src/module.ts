import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { ServiceResolver } from './catalog/ServiceResolver';
import { readPrometheusConfig } from './config/config';
import { DatabaseAlertStore } from './incidents/DatabaseAlertStore';
import { PrometheusSource } from './PrometheusSource';

/**
 * Alertmanager's webhooks open and close incidents; Prometheus' range queries become evidence.
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
            'No postmortems.prometheus in the configuration: nothing is taken from Prometheus',
          );
          return;
        }
        if (prometheus.webhook?.allowUnauthenticated) {
          logger.warn(
            'postmortems.prometheus.webhook.allowUnauthenticated is set: whoever reaches this backend can open incidents',
          );
        }
        sources.addEvidenceSource(
          new PrometheusSource({
            config: prometheus,
            alerts: await DatabaseAlertStore.create({ database }),
            services: new ServiceResolver({ catalog, auth, ...prometheus }),
            logger,
          }),
        );
      },
    });
  },
});
