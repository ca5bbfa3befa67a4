import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readArgoCdConfig } from './config/config';
import { ArgoCdSource } from './ArgoCdSource';

/**
 * Takes deployments from Argo CD.
 *
 * @public
 */
export const postmortemsModuleArgoCd = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'argocd',
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
        const blocks = readArgoCdConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No block with platform argocd in postmortems.provenanceRouting.deploymentSources: no deployments come from Argo CD',
          );
          return;
        }
        sources.addEvidenceSource(new ArgoCdSource({ blocks, catalog, auth }));
      },
    });
  },
});
