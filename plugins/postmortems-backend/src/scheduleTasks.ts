import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { MetricsStore } from './platform/database';
import type { InboxWorker } from './webhooks';
import type { VerdictRecheck } from './postmortems';

/** How often deliveries are looked for that nobody has worked off. */
const INBOX_INTERVAL = { seconds: 10 };
/** How often verdicts are looked for that evidence or verifier have outdated. */
const RECHECK_INTERVAL = { minutes: 1 };
/** How often incidents are looked for whose facts an older version made. */
const FACTS_INTERVAL = { minutes: 1 };
/** How often a replica that nobody asks looks for facts that have changed. */
const FIGURES_INTERVAL = { minutes: 10 };
/** Incidents whose facts are made again between two looks at whether to stop. */
const FACTS_AT_ONCE = 200;

/** Work that nobody calls for. What has global scope is done by one replica at a time. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  metrics: MetricsStore;
  recheck: VerdictRecheck;
  worker: InboxWorker;
}): Promise<void> {
  const { scheduler, metrics, recheck, worker } = options;
  await scheduler.scheduleTask({
    id: 'postmortems-facts',
    scope: 'global',
    frequency: FACTS_INTERVAL,
    timeout: { minutes: 30 },
    fn: async signal => {
      let after: string | undefined;
      do {
        after = await metrics.backfill({ after, limit: FACTS_AT_ONCE });
      } while (after !== undefined && !signal.aborted);
    },
  });
  await scheduler.scheduleTask({
    id: 'postmortems-figures',
    scope: 'local',
    frequency: FIGURES_INTERVAL,
    timeout: { minutes: 10 },
    fn: () => metrics.prepare(),
  });
  await scheduler.scheduleTask({
    id: 'postmortems-recheck',
    scope: 'global',
    frequency: RECHECK_INTERVAL,
    timeout: { minutes: 10 },
    fn: async signal => {
      await recheck.run({ signal });
    },
  });
  await scheduler.scheduleTask({
    id: 'postmortems-inbox',
    // Every replica looks; the claim in the database divides the work
    scope: 'local',
    frequency: INBOX_INTERVAL,
    timeout: { minutes: 10 },
    fn: () => worker.run(),
  });
}
