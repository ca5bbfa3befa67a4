import type {
  HttpAuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { IdempotencyStore } from './IdempotencyStore';
import { repeatableWrites } from './repeatableWrites';

/** Lets callers repeat writes whose answers they did not get. */
export async function createIdempotencyFeature(deps: {
  knex: Knex;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  scheduler: SchedulerService;
}) {
  const store = new IdempotencyStore(deps);
  await deps.scheduler.scheduleTask({
    id: 'postmortems-idempotency-keys',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: () => store.prune(),
  });
  return { repeatable: repeatableWrites({ ...deps, store }) };
}
