import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogServices,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readHolmesConfig } from './config/config';
import { HolmesSource } from './HolmesSource';

/**
 * Brings investigations of HolmesGPT as evidence.
 *
 * @public
 */
export const postmortemsModuleHolmesGpt = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'holmesgpt',
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
        const blocks = readHolmesConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No platform: holmesgpt in postmortems.provenanceRouting.agentTraces: no investigation comes from HolmesGPT',
          );
          return;
        }
        sources.addEvidenceSource(
          new HolmesSource({
            blocks,
            services: new CatalogServices({ catalog, auth }),
          }),
        );
      },
    });
  },
});
