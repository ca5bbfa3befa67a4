import type {
  Figure,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import { decodeCursor, encodeCursor, type CursorShape } from '../cursor';
import { toPage } from '../page';
import type { Durations, FigureIncidentsOptions, Page } from '../types';
import type { ByStart } from './ByStart';
import { DURATIONS } from './durations';
import { firstOf } from './firstOf';
import { inScope } from './inScope';
import type { KnownIncident } from './KnownIncident';
import { isRepeat, repeatablesOf, type Previous } from './repeats';
import { claimsOf, isDue } from './totals';

/** What an incident adds to a figure. */
export type Counted = {
  incident: KnownIncident;
  /** For shares. */
  hit?: boolean;
  /** For distributions. */
  minutes?: number;
  /** For coverage. */
  verdicts?: VerdictCounts;
  /** For repeats that are hits. */
  previous?: Previous;
};

/** Where an incident stands in a list, and what tells it from others there; the greatest comes first. */
type Place = readonly [string | number, string];

type Order = { shape: CursorShape; placeOf(counted: Counted): Place };

const ORDERS: Record<FigureIncidentsOptions['order'], Order> = {
  newest: {
    shape: ['time', 'text'],
    placeOf: ({ incident }) => [incident.startedAt, incident.key],
  },
  longest: {
    shape: ['count', 'text'],
    placeOf: ({ incident, minutes = 0 }) => [minutes, incident.key],
  },
};

/** A page of the incidents that a figure counts. */
export function behindFigure(
  incidents: ByStart,
  options: FigureIncidentsOptions,
): Page<Counted> {
  const { figure, part, order, limit, cursor } = options;
  const { shape, placeOf } = ORDERS[order];
  const list = `figures/${figure}/${order}`;
  const after =
    cursor === undefined ? undefined : decodeCursor(list, shape, cursor);
  const counted = COUNTED[figure](incidents, options)
    .filter(({ hit }) => part === undefined || hit === (part === 'hits'))
    .map(one => ({ one, place: placeOf(one) }))
    .filter(({ place }) => !after || descending(after, place) < 0);
  const rows = firstOf(counted, limit + 1, (a, b) =>
    descending(a.place, b.place),
  );
  const page = toPage(rows, limit, ({ place }) => encodeCursor(list, place));
  return { ...page, items: page.items.map(({ one }) => one) };
}

type Count = (incidents: ByStart, options: FigureIncidentsOptions) => Counted[];

/** What each figure counts, which is as much as `figuresOf` says. */
const COUNTED: Record<Figure, Count> = {
  completion: (incidents, options) =>
    inScope(incidents, options)
      .filter(isDue(options.now))
      .map(incident => ({ incident, hit: incident.published })),
  coverage: (incidents, options) => {
    const { verdict } = options;
    return inScope(incidents, options)
      .filter(
        one => claimsOf(one) > 0 && (!verdict || one.verdicts[verdict] > 0),
      )
      .map(incident => ({
        incident,
        hit: incident.verdicts.supported === claimsOf(incident),
        verdicts: incident.verdicts,
      }));
  },
  theme: (incidents, options) =>
    inScope(incidents, options)
      .filter(({ themes }) => options.theme && themes.includes(options.theme))
      .map(incident => ({ incident })),
  time_to_draft: lasting('toDraft'),
  time_to_review: lasting('toReview'),
  time_to_resolve: lasting('toResolve'),
  repeats_within_20_days: repeating(20),
  repeats_within_90_days: repeating(90),
};

function lasting(duration: keyof Durations): Count {
  return (incidents, options) => {
    const { atLeast = 0, below = Infinity } = options;
    return inScope(incidents, options).flatMap(incident => {
      const minutes = incident[DURATIONS[duration]];
      return minutes !== null &&
        minutes >= Math.max(0, atLeast) &&
        minutes < below
        ? { incident, minutes }
        : [];
    });
  };
}

function repeating(days: number): Count {
  return (incidents, options) =>
    repeatablesOf(incidents, options).map(one => {
      const hit = isRepeat(one, days);
      return {
        incident: one.incident,
        hit,
        ...(hit && { previous: one.previous }),
      };
    });
}

function descending(a: Place, b: Place): number {
  const at = a[0] === b[0] ? 1 : 0;
  if (a[at] === b[at]) return 0;
  return a[at] < b[at] ? 1 : -1;
}
