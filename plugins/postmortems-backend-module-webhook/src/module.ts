import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogServices,
  CatalogUsers,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readWebhookConfig, warningsOf } from './config/config';
import { WebhookSource } from './WebhookSource';

/**
 * Takes webhooks of any CI, feature flags and runbooks, each by a mapping in the
 * configuration.
 *
 * @public
 */
export const postmortemsModuleWebhook = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'webhook',
  register(reg) {
    reg.registerInit({
      deps: {
        sources: postmortemsEvidenceSourceExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
      },
      async init({ sources, config: root, logger, auth, catalog }) {
        const services = new CatalogServices({ catalog, auth });
        const users = new CatalogUsers({ catalog, auth });
        for (const config of readWebhookConfig(root)) {
          for (const warning of warningsOf(config)) logger.warn(warning);
          sources.addEvidenceSource(
            new WebhookSource({ config, services, users, logger }),
          );
        }
      },
    });
  },
});
