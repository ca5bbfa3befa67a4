import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readAuroraConfig } from './config/config';
import { AuroraSource } from './AuroraSource';

/**
 * Brings investigations of Aurora as evidence.
 *
 * @public
 */
export const postmortemsModuleAurora = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'aurora',
  register(reg) {
    reg.registerInit({
      deps: {
        sources: postmortemsEvidenceSourceExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ sources, config, logger }) {
        const blocks = readAuroraConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No platform: aurora in postmortems.provenanceRouting.agentTraces: no investigation comes from Aurora',
          );
          return;
        }
        sources.addEvidenceSource(new AuroraSource(blocks));
      },
    });
  },
});
