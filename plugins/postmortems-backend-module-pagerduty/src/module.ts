import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readPagerDutyConfig } from './config/config';
import { PagerDutySource } from './PagerDutySource';

/**
 * Turns PagerDuty's incidents into incidents, and takes evidence from them.
 *
 * @public
 */
export const postmortemsModulePagerDuty = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'pagerduty',
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
        const blocks = readPagerDutyConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No block with platform pagerduty in postmortems.provenanceRouting.telemetrySources: no evidence comes from PagerDuty',
          );
          return;
        }
        sources.addEvidenceSource(
          new PagerDutySource({ blocks, catalog, auth, logger }),
        );
      },
    });
  },
});
