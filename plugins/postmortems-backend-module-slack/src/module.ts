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
import { readSlackConfig } from './config/config';
import { ReadStore } from './reading/ReadStore';
import { SlackSource } from './SlackSource';

/**
 * Brings messages of Slack channels as evidence, and opens incidents from Slack.
 *
 * @public
 */
export const postmortemsModuleSlack = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'slack',
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
        const configs = readSlackConfig(config);
        if (configs.length === 0) {
          logger.info(
            'No platform: slack in postmortems.provenanceRouting.chatSources: no evidence comes from Slack',
          );
          return;
        }
        for (const { path, token } of configs) {
          if (!token) {
            logger.warn(`${path}.token is not set: no channel can be read`);
          }
        }
        sources.addEvidenceSource(
          new SlackSource({
            configs,
            reads: await ReadStore.create({ database }),
            users: new CatalogUsers({ catalog, auth }),
            services: new CatalogServices({ catalog, auth }),
            appUrl: config.getOptionalString('app.baseUrl') ?? '',
            logger,
          }),
        );
      },
    });
  },
});
