import type { SchedulerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  EvidenceSource,
  IncidentAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { WorkInProgress } from '../platform/WorkInProgress';
import type { SourceMonitor } from '../sources';

/** Webhooks that came meanwhile are processed first. */
const INITIAL_DELAY = { seconds: 10 };

/**
 * Has sources ask what their webhooks missed: after the start, and then as often
 * as they want, by one replica at a time.
 */
export async function schedulePolls(options: {
  sources: ReadonlyMap<string, EvidenceSource>;
  scheduler: SchedulerService;
  accessFor: (sourceId: string) => IncidentAccess;
  monitor: Pick<SourceMonitor, 'ran'>;
  work: WorkInProgress;
}): Promise<void> {
  const { sources, scheduler, accessFor, monitor, work } = options;
  for (const [id, { poll }] of sources) {
    if (!poll) continue;
    await scheduler.scheduleTask({
      id: `postmortems-poll-${id}`,
      scope: 'global',
      frequency: poll.frequency,
      initialDelay: INITIAL_DELAY,
      timeout: { minutes: 10 },
      fn: work.task(async signal => {
        const run = {
          sourceId: id,
          activity: 'poll' as const,
          startedAt: new Date(),
        };
        try {
          await poll.run(accessFor(id), signal);
        } catch (error) {
          // What this process did not finish another one does
          if (!work.ending.aborted) {
            await monitor.ran({ ...run, failure: toError(error).message });
          }
          throw error;
        }
        await monitor.ran(run);
      }),
    });
  }
}
