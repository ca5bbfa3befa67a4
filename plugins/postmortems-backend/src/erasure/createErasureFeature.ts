import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type {
  IncidentService,
  LegalHoldStore,
  RetentionPolicy,
} from '../incidents';
import type { RequestContext } from '../platform/http';
import type { SealChain } from '../sealing';
import { ErasureRunner } from './ErasureRunner';
import { erasureRouter } from './erasureRouter';
import { ErasureStore } from './ErasureStore';
import { PersonFinder } from './PersonFinder';
import { RetentionService } from './RetentionService';

export async function createErasureFeature(deps: {
  auth: AuthService;
  catalog: CatalogService;
  hasPolicy: boolean;
  context: RequestContext;
  knex: Knex;
  logger: LoggerService;
  scheduler: SchedulerService;
  publish: (event: PostmortemsEvent) => Promise<void>;
  sources: ReadonlyMap<string, EvidenceSource>;
  incidents: {
    holds: LegalHoldStore;
    retention: RetentionPolicy;
    service: IncidentService;
  };
  sealing: { chain: SealChain };
}) {
  const { incidents, logger, scheduler, sealing } = deps;
  const store = new ErasureStore(deps);
  const runner = new ErasureRunner({
    ...deps,
    ...sealing,
    store,
    retention: incidents.retention,
    others: deps,
  });
  const retention = new RetentionService({
    ...deps,
    policy: incidents.retention,
    store,
    runner,
  });
  // Goes on with what another replica has left
  await scheduler.scheduleTask({
    id: 'postmortems-erasures',
    scope: 'local',
    frequency: { seconds: 10 },
    timeout: { hours: 2 },
    fn: async signal => {
      await runner.run(signal);
    },
  });
  await scheduler.scheduleTask({
    id: 'postmortems-retention',
    scope: 'global',
    frequency: { hours: 24 },
    initialDelay: { minutes: 10 },
    timeout: { hours: 2 },
    fn: async signal => {
      const { erased, kept, unfinished } = await retention.run(signal);
      if (erased.length > 0) {
        logger.info(`Retention erased ${erased.length} incidents`);
      }
      if (kept.length > 0) {
        logger.info(`Retention kept what was changed meanwhile: ${kept}`);
      }
      if (unfinished.length > 0) {
        logger.warn(
          `Retention goes on with what it could not do: ${unfinished}`,
        );
      }
    },
  });
  return {
    router: erasureRouter({
      ...deps,
      ...incidents,
      people: new PersonFinder(deps),
      retention,
      runner,
      store,
      onRequest: () => {
        runner.run().catch(error => {
          logger.warn(`Erasures wait for the next run: ${toError(error).name}`);
        });
      },
    }),
  };
}
