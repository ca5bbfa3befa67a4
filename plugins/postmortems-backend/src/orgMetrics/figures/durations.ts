import type { Durations } from '../../platform/database/types';
import type { Numbers } from './columns/Numbers';
import type { FactsTable } from './FactsTable';

/** Column of each duration. */
export const DURATIONS = {
  toDraft: 'minutesToDraft',
  toReview: 'minutesToReview',
  toResolve: 'minutesToResolve',
} as const satisfies Record<keyof Durations, keyof FactsTable>;

/** Minutes of about 45 days, which are counted by their number; longer ones are rare. */
const FEW_MINUTES = 2 ** 16;

/** How often each number of minutes occurs, which every percentile can be told from. */
export function durationsOf(
  facts: FactsTable,
  rows: readonly number[],
): Durations {
  return {
    toDraft: histogramOf(facts.minutesToDraft, rows),
    toReview: histogramOf(facts.minutesToReview, rows),
    toResolve: histogramOf(facts.minutesToResolve, rows),
  };
}

/** What was there before the incident ended says nothing of how long it took after its end, and is left out. */
function histogramOf(
  column: Numbers,
  rows: readonly number[],
): Durations[keyof Durations] {
  const few = new Uint32Array(FEW_MINUTES);
  const many = new Map<number, number>();
  for (let index = 0; index < rows.length; index++) {
    const minutes = column.at(rows[index]);
    if (minutes >= FEW_MINUTES) many.set(minutes, (many.get(minutes) ?? 0) + 1);
    else if (minutes >= 0) few[minutes] += 1;
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
