import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogUsers,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readTeamsConfig } from './config/config';
import { ReadStore } from './reading/ReadStore';
import { TeamsSource } from './TeamsSource';

/**
 * Brings messages of Microsoft Teams channels and transcripts of its meetings as
 * evidence.
 *
 * @public
 */
export const postmortemsModuleMicrosoftTeams = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'microsoft-teams',
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
        const configs = readTeamsConfig(config);
        if (configs.length === 0) {
          logger.info(
            'No platform: microsoft_teams in postmortems.provenanceRouting.chatSources: no evidence comes from Microsoft Teams',
          );
          return;
        }
        for (const { path, clientSecret } of configs) {
          if (!clientSecret) {
            logger.warn(`${path}.clientSecret is not set: nothing can be read`);
          }
        }
        sources.addEvidenceSource(
          new TeamsSource({
            configs,
            reads: await ReadStore.create({ database }),
            users: new CatalogUsers({ catalog, auth }),
            logger,
          }),
        );
      },
    });
  },
});
