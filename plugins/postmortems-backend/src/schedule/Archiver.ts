import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { evidenceWindow } from '@postmortems/backstage-plugin-postmortems-node';
import type { EvidenceCollector } from '../evidence';
import type { IncidentStore } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import { now } from '../platform/database';
import { maskError } from '../secrets';
import type { VerificationContextBuilder } from '../verification';
import { later, type ScheduleStore } from './ScheduleStore';

const ACTOR = 'postmortems:archive';
const MINUTE_MS = 60 * 1000;
/** Between two attempts, doubled each time up to an hour. */
const FIRST_PAUSE_MS = 5 * MINUTE_MS;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;
/** What comes late is sealed together with what follows within this time. */
const LATE_MS = 10 * MINUTE_MS;
const BATCH = 20;

type ArchiverOptions = {
  schedule: ScheduleStore;
  incidents: Pick<IncidentStore, 'get'>;
  collector: Pick<EvidenceCollector, 'collect'>;
  contexts: Pick<VerificationContextBuilder, 'seal'>;
  writes: AuditedWrites;
  logger: LoggerService;
  /** From the end of an incident, in milliseconds. */
  archiveWithinMs: number;
};

/**
 * Collects and seals the evidence of resolved incidents before their sources
 * forget it, and seals again what comes later. A source that fails is asked
 * again. Once the time is over the archive says what is missing, and it is asked
 * more rarely, and when evidence comes.
 */
export class Archiver {
  readonly #options: ArchiverOptions;

  constructor(options: ArchiverOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { logger, schedule } = this.#options;
    for (const key of await schedule.listArchives({ limit: BATCH })) {
      if (signal.aborted) return;
      try {
        await this.#archive(key);
      } catch (error) {
        logger.warn(
          `The evidence of incident ${key} was not archived, and will be: ${
            maskError(toError(error)).message
          }`,
        );
      }
    }
  }

  async #archive(key: string): Promise<void> {
    const { schedule, incidents, collector, contexts } = this.#options;
    const { archiveWithinMs, writes } = this.#options;
    const record = await schedule.find(key);
    const incident = await incidents.get({ key });
    if (!record || !incident.resolvedAt || incident.erased) return;
    const attempt = record.attempts + 1;
    const pauseMs = Math.min(
      FIRST_PAUSE_MS * 2 ** (attempt - 1),
      LONGEST_PAUSE_MS,
    );
    const nextAt = later(now(), pauseMs);
    await schedule.begin(key, 'archive', nextAt);
    await writes.run(
      { eventId: 'evidence-archive', meta: { incidentKey: key }, actor: ACTOR },
      async () => {
        const isAsked =
          record.state === 'collecting' || record.failures.length > 0;
        const failures = isAsked
          ? await collector.collect({ incident, actor: ACTOR })
          : [];
        const { throughBatch } = await contexts.seal({
          incident,
          actor: ACTOR,
        });
        const isOver = nextAt > later(incident.resolvedAt!, archiveWithinMs);
        const missing = isOver ? 'incomplete' : 'collecting';
        const windowEnd = evidenceWindow(incident).to.toISOString();
        const isEarly = windowEnd > now();
        const state = failures.length === 0 && !isEarly ? 'complete' : missing;
        await schedule.archived({
          key,
          state,
          throughBatch,
          failures,
          nextAt: nextTime({ state, failures, nextAt, windowEnd }),
        });
      },
    );
  }
}

/** Without a failure, when evidence can have come that was not there yet. */
function nextTime(options: {
  state: string;
  failures: readonly unknown[];
  nextAt: string;
  windowEnd: string;
}): string {
  const { state, failures, nextAt, windowEnd } = options;
  if (state !== 'collecting') return later(now(), LATE_MS);
  return failures.length > 0 ? nextAt : windowEnd;
}
