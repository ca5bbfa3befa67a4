import { durationToMilliseconds } from '@backstage/types';
import {
  SOURCE_COUNTED_DAYS,
  type SourceActivity,
  type SourceStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import { hungSince } from './hungSince';
import { lagOf } from './lagOf';
import type { SourceActivityRow } from './SourceActivityStore';
import type { SourceStatusStore } from './SourceStatusStore';

/** One that waits longer needs somebody to look, in milliseconds. */
const LONG_WAIT_MS = 15 * 60 * 1000;
const MAX_REASONS = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

type Event = { at: string; activity: SourceActivity };
type Failure = Event & { message: string };

/** The first day that counts, as it is stored. */
export function firstCountedDay(now = Date.now()): string {
  return new Date(now - (SOURCE_COUNTED_DAYS - 1) * DAY_MS)
    .toISOString()
    .slice(0, 'YYYY-MM-DD'.length);
}

/** How the sources are doing, those among them whose module is gone. */
export class SourceStatusService {
  readonly #store: SourceStatusStore;
  readonly #sources: ReadonlyMap<string, EvidenceSource>;

  constructor(options: {
    store: SourceStatusStore;
    sources: ReadonlyMap<string, EvidenceSource>;
  }) {
    this.#store = options.store;
    this.#sources = options.sources;
  }

  async list(): Promise<SourceStatus[]> {
    const [open, runs, evidence, nextCollectionAt] = await Promise.all([
      this.#store.openDeliveries(),
      this.#store.runs(),
      this.#store.evidence(firstCountedDay()),
      this.#store.nextCollectionAt(),
    ]);
    const ids = new Set([
      ...this.#sources.keys(),
      ...open.map(({ source }) => source),
    ]);
    return Promise.all(
      [...ids].sort().map(id =>
        this.#statusOf(id, {
          open: open.filter(({ source }) => source === id),
          runs: runs.filter(({ source_id }) => source_id === id),
          evidence: evidence.filter(({ source_id }) => source_id === id),
          nextCollectionAt,
        }),
      ),
    );
  }

  async #statusOf(
    id: string,
    known: {
      open: Awaited<ReturnType<SourceStatusStore['openDeliveries']>>;
      runs: SourceActivityRow[];
      evidence: Awaited<ReturnType<SourceStatusStore['evidence']>>;
      nextCollectionAt?: string;
    },
  ): Promise<SourceStatus> {
    const source = this.#sources.get(id);
    const { open, runs, evidence, nextCollectionAt } = known;
    const [processed, tasks, failed] = await Promise.all([
      this.#store.processed(id, 'delivery'),
      this.#store.processed(id, 'task'),
      this.#store.failedDelivery(id),
    ]);
    const successes: Event[] = [
      ...processed
        .slice(0, 1)
        .map(({ processedAt: at }) => ({ at, activity: 'delivery' as const })),
      ...tasks.map(({ processedAt: at }) => ({
        at,
        activity: 'task' as const,
      })),
      ...runs.flatMap(({ activity, succeeded_at: at }) =>
        at === null ? [] : { at, activity },
      ),
    ];
    const failures: Failure[] = [
      ...(failed
        ? [{ at: failed.at, activity: failed.kind, message: failed.message }]
        : []),
      ...runs.flatMap(({ activity, failed_at: at, error }) =>
        at === null ? [] : { at, activity, message: error ?? '' },
      ),
    ];
    const waiting = open.find(({ state }) => state === 'waiting');
    const dead = open.find(({ state }) => state === 'failed')?.count ?? 0;
    const count = (outcome: string) =>
      evidence
        .filter(one => one.outcome === outcome)
        .reduce((sum, { nodes }) => sum + nodes, 0);
    const poll = runs.find(({ activity }) => activity === 'poll');
    const hung = source?.poll && poll && hungSince(poll, source.poll);
    const lag = lagOf(processed);
    const lastSuccess = latest(successes);
    const lastFailure = latest(failures);
    return {
      id,
      installed: source !== undefined,
      health: healthOf({
        isHung: hung !== undefined,
        successes,
        failures,
        needsAttention:
          dead > 0 ||
          source === undefined ||
          Date.now() - Date.parse(waiting?.oldestAt ?? '') > LONG_WAIT_MS,
      }),
      webhook: source?.webhook !== undefined,
      collects: source?.collect !== undefined,
      canTest: source?.testConnection !== undefined,
      uploads: source?.uploads?.map(({ title }) => title) ?? [],
      ...(lastSuccess && { lastSuccess }),
      ...(lastFailure && { lastFailure }),
      ...(hung && { hung }),
      ...(lag && { lag }),
      deliveries: {
        waiting: waiting?.count ?? 0,
        failed: dead,
        ...(waiting && { oldestWaitingAt: waiting.oldestAt }),
      },
      evidence: {
        days: SOURCE_COUNTED_DAYS,
        taken: count('taken'),
        known: count('known'),
        refused: count('refused'),
        refusals: evidence
          .filter(({ outcome }) => outcome === 'refused')
          .slice(0, MAX_REASONS)
          .map(({ reason, nodes }) => ({ reason, nodes })),
      },
      ...(source?.poll &&
        poll && {
          nextPollAt: new Date(
            Date.parse(poll.started_at) +
              durationToMilliseconds(source.poll.frequency),
          ).toISOString(),
        }),
      ...(source?.collect && nextCollectionAt && { nextCollectionAt }),
    };
  }
}

function latest<T extends Event>(events: readonly T[]): T | undefined {
  return [...events].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}

function healthOf(options: {
  successes: readonly Event[];
  failures: readonly Event[];
  needsAttention: boolean;
  isHung: boolean;
}): SourceStatus['health'] {
  const { successes, failures, needsAttention, isHung } = options;
  if (isHung) return 'hung';
  const isFailing = failures.some(
    failure =>
      !successes.some(
        ({ activity, at }) => activity === failure.activity && at >= failure.at,
      ),
  );
  if (isFailing) return 'failing';
  if (needsAttention) return 'attention';
  return successes.length > 0 ? 'healthy' : 'idle';
}
