import type { SchedulerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  EvidenceSource,
  IncidentAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import { endInTime } from '../platform/endInTime';
import type { WorkInProgress } from '../platform/WorkInProgress';
import { POLL_TIMEOUT_MS, type SourceMonitor } from '../sources';

/** Webhooks that came meanwhile are processed first. */
const INITIAL_DELAY = { seconds: 10 };
/** For a poll to end after its time-out, in milliseconds. */
const HAND_OVER_MS = 30_000;

/**
 * Has sources ask what their webhooks missed: after the start, and then as often
 * as they want, by one replica at a time.
 */
export async function schedulePolls(options: {
  sources: ReadonlyMap<string, EvidenceSource>;
  scheduler: SchedulerService;
  accessFor: (sourceId: string) => IncidentAccess;
  monitor: Pick<SourceMonitor, 'started' | 'ran'>;
  work: WorkInProgress;
  /** For tests. */
  timeoutMs?: number;
}): Promise<void> {
  const { sources, scheduler, accessFor, monitor, work } = options;
  const { timeoutMs = POLL_TIMEOUT_MS } = options;
  for (const [id, { poll }] of sources) {
    if (!poll) continue;
    await scheduler.scheduleTask({
      id: `postmortems-poll-${id}`,
      scope: 'global',
      frequency: poll.frequency,
      initialDelay: INITIAL_DELAY,
      // The poll ends before, by itself
      timeout: { milliseconds: timeoutMs + HAND_OVER_MS },
      fn: work.task(async signal => {
        const run = {
          sourceId: id,
          activity: 'poll' as const,
          startedAt: new Date(),
        };
        await monitor.started(run);
        try {
          // One that hangs is left behind: the next one has to come
          await endInTime({ timeoutMs, stopping: signal }, pollSignal =>
            poll.run(accessFor(id), pollSignal),
          );
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
