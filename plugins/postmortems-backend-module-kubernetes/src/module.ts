import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readKubernetesConfig } from './config/config';
import { KubernetesSource } from './KubernetesSource';

/**
 * Takes rollouts and events from Kubernetes.
 *
 * @public
 */
export const postmortemsModuleKubernetes = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'kubernetes',
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
        const blocks = readKubernetesConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No block with platform kubernetes in postmortems.provenanceRouting.deploymentSources: nothing comes from Kubernetes',
          );
          return;
        }
        sources.addEvidenceSource(
          new KubernetesSource({ blocks, catalog, auth }),
        );
      },
    });
  },
});
