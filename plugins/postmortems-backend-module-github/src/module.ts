import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readGithubConfig } from './config/config';
import { GithubSource } from './GithubSource';

/**
 * Brings deployments, releases, merged pull requests and workflow runs of GitHub.
 *
 * @public
 */
export const postmortemsModuleGithub = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'github',
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
        const configs = readGithubConfig(config);
        if (configs.length === 0) {
          logger.info(
            'No block with platform github in postmortems.provenanceRouting.deploymentSources: no evidence comes from GitHub',
          );
          return;
        }
        const integrations = ScmIntegrations.fromConfig(config);
        sources.addEvidenceSource(
          new GithubSource({ configs, integrations, catalog, auth, logger }),
        );
      },
    });
  },
});
