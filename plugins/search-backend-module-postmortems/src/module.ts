import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  POSTMORTEMS_TOPIC,
  PostmortemsClient,
  postmortemsEventSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { CollationTrigger } from './CollationTrigger';
import { readSchedule } from './config';
import {
  POSTMORTEMS_TYPE,
  PostmortemsCollatorFactory,
} from './PostmortemsCollatorFactory';

/**
 * Collates postmortems for search: as scheduled, and whenever an incident
 * becomes private or public.
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
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        index: searchIndexRegistryExtensionPoint,
      },
      async init(deps) {
        const { auth, config, discovery, events, scheduler, index } = deps;
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(readSchedule(config)),
          factory: new PostmortemsCollatorFactory({
            auth,
            client: new PostmortemsClient({ discoveryApi: discovery }),
          }),
        });

        const trigger = new CollationTrigger({
          ...deps,
          // The id that search's index builder gives the task of a type
          taskId: `search_index_${POSTMORTEMS_TYPE}`,
        });
        await events.subscribe({
          id: 'postmortems-collator',
          topics: [POSTMORTEMS_TOPIC],
          async onEvent({ eventPayload }) {
            const { data } = postmortemsEventSchema.safeParse(eventPayload);
            const hides =
              data?.type === 'incident.visibility' ||
              data?.type === 'incident.erased';
            if (hides) trigger.request();
          },
        });
      },
    });
  },
});
