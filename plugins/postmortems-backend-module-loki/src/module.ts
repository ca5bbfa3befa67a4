import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogServices,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readLokiConfig } from './config/config';
import { LokiSource } from './LokiSource';

/**
 * Takes log lines of an incident's services from Loki.
 *
 * @public
 */
export const postmortemsModuleLoki = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'loki',
  register(reg) {
    reg.registerInit({
      deps: {
        sources: postmortemsEvidenceSourceExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
      },
      async init({ sources, config, logger, auth, catalog }) {
        const blocks = readLokiConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No block with platform loki in postmortems.provenanceRouting.telemetrySources: no evidence comes from Loki',
          );
          return;
        }
        sources.addEvidenceSource(
          new LokiSource({
            blocks,
            services: new CatalogServices({ catalog, auth }),
          }),
        );
      },
    });
  },
});
