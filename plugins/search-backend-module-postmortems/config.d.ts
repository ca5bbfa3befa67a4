import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      postmortems?: {
        /**
         * How often postmortems are collated for search, besides the collations
         * that follow at once when an incident becomes private or public.
         * Default: every 10 minutes, with a timeout of 15 minutes.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
