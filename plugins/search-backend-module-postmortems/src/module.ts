import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { PostmortemsClient } from '@postmortems/backstage-plugin-postmortems-common';
import { PostmortemsCollatorFactory } from './PostmortemsCollatorFactory';

const SCHEDULE = 'search.collators.postmortems.schedule';

/**
 * Collates postmortems for search.
 *
 * @public
 */
export const searchModulePostmortems = createBackendModule({
  pluginId: 'search',
  moduleId: 'postmortems-collator',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        index: searchIndexRegistryExtensionPoint,
      },
      async init({ auth, config, discovery, logger, scheduler, index }) {
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(
            config.has(SCHEDULE)
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
                  config.getConfig(SCHEDULE),
                )
              : {
                  frequency: { minutes: 10 },
                  timeout: { minutes: 15 },
                  initialDelay: { seconds: 3 },
                },
          ),
          factory: new PostmortemsCollatorFactory({
            auth,
            logger,
            client: new PostmortemsClient({ discoveryApi: discovery }),
          }),
        });
      },
    });
  },
});
