import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readDatadogConfig } from './config/config';
import { DatadogSource } from './DatadogSource';

/**
 * Takes evidence from Datadog, and turns alerts of its monitors into incidents.
 *
 * @public
 */
export const postmortemsModuleDatadog = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'datadog',
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
        const blocks = readDatadogConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No block with platform datadog in postmortems.provenanceRouting.telemetrySources: no evidence comes from Datadog',
          );
          return;
        }
        sources.addEvidenceSource(
          new DatadogSource({ blocks, catalog, auth, logger }),
        );
      },
    });
  },
});
