import type { Durations } from '../types';
import type { KnownIncident } from './KnownIncident';

/** Minutes of about 45 days, which are counted by their number; longer ones are rare. */
const FEW_MINUTES = 2 ** 16;

/** Fact that each duration is. What was there before the incident ended says nothing of how long it took after its end. */
export const DURATIONS = {
  toDraft: 'minutesToDraft',
  toReview: 'minutesToReview',
  toResolve: 'minutesToResolve',
} as const satisfies Record<keyof Durations, keyof KnownIncident>;

/** How often each number of minutes occurs, which every percentile can be told from. */
export function durationsOf(incidents: readonly KnownIncident[]): Durations {
  return {
    toDraft: histogramOf(incidents, 'toDraft'),
    toReview: histogramOf(incidents, 'toReview'),
    toResolve: histogramOf(incidents, 'toResolve'),
  };
}

function histogramOf(
  incidents: readonly KnownIncident[],
  duration: keyof Durations,
): Durations[keyof Durations] {
  const fact = DURATIONS[duration];
  const few = new Uint32Array(FEW_MINUTES);
  const many = new Map<number, number>();
  for (const incident of incidents) {
    const minutes = incident[fact];
    if (minutes === null || minutes < 0) continue;
    if (minutes < FEW_MINUTES) few[minutes] += 1;
    else many.set(minutes, (many.get(minutes) ?? 0) + 1);
  }
  const histogram: Durations[keyof Durations] = [];
  few.forEach((count, value) => {
    if (count > 0) histogram.push({ value, count });
  });
  for (const [value, count] of [...many].sort(([a], [b]) => a - b)) {
    histogram.push({ value, count });
  }
  return histogram;
}
