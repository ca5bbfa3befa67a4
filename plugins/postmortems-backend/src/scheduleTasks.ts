import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { InboxWorker } from './webhooks';
import type { VerdictRecheck } from './postmortems';

/** How often deliveries are looked for that nobody has worked off. */
const INBOX_INTERVAL = { seconds: 10 };
/** How often verdicts are looked for that evidence or verifier have outdated. */
const RECHECK_INTERVAL = { minutes: 1 };
/** Work that nobody calls for. What has global scope is done by one replica at a time. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  recheck: VerdictRecheck;
  worker: InboxWorker;
}): Promise<void> {
  const { scheduler, recheck, worker } = options;
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
