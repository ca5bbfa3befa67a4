import type {
  Figure,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import { decodeCursor, encodeCursor, type CursorShape } from '../cursor';
import { toPage } from '../page';
import type { Durations, FigureIncidentsOptions, Page } from '../types';
import { DURATIONS } from './durations';
import type { FactsTable } from './FactsTable';
import { firstOf } from './firstOf';
import { inScope } from './inScope';
import {
  isRepeat,
  previousOf,
  repeatablesOf,
  type Previous,
  type Repeatable,
} from './repeats';
import { isDue } from './totals';

/** What an incident adds to a figure. */
export type Behind = {
  incidentKey: string;
  /** For shares. */
  hit?: boolean;
  /** For distributions. */
  minutes?: number;
  /** For coverage. */
  verdicts?: VerdictCounts;
  /** For repeats that are hits. */
  previous?: Previous;
};

/** The same, by the incident's row. */
type Counted = {
  row: number;
  hit?: boolean;
  minutes?: number;
  repeat?: Repeatable;
};

/** Where an incident stands in a list, and what tells it from others there; the greatest comes first. */
type Place = readonly (string | number)[];

type Order = {
  shape: CursorShape;
  placeOf(facts: FactsTable, counted: Counted): Place;
};

const ORDERS: Record<FigureIncidentsOptions['order'], Order> = {
  newest: {
    shape: ['time', 'text'],
    placeOf: (facts, { row }) => [facts.startedAt(row), facts.keyOf(row)],
  },
  longest: {
    shape: ['count', 'text'],
    placeOf: (facts, { row, minutes = 0 }) => [minutes, facts.keyOf(row)],
  },
};

type Count = (facts: FactsTable, options: FigureIncidentsOptions) => Counted[];

/** What each figure counts, which is as much as `figuresOf` says. */
const COUNTED: Record<Figure, Count> = {
  completion: (facts, options) =>
    inScope(facts, options)
      .filter(isDue(facts, options.now))
      .map(row => ({ row, hit: facts.published.at(row) === 1 })),
  coverage: (facts, options) => {
    const { verdict } = options;
    const { claims } = facts;
    const { supported } = facts.verdicts;
    return inScope(facts, options)
      .filter(row => claims.at(row) > 0)
      .filter(row => !verdict || facts.verdicts[verdict].at(row) > 0)
      .map(row => ({ row, hit: supported.at(row) === claims.at(row) }));
  },
  theme: (facts, options) =>
    inScope(facts, options)
      .filter(facts.themes.hasAnyOf(options.theme ? [options.theme] : []))
      .map(row => ({ row })),
  time_to_draft: lasting('toDraft'),
  time_to_review: lasting('toReview'),
  time_to_resolve: lasting('toResolve'),
  repeats_within_20_days: repeating(20),
  repeats_within_90_days: repeating(90),
};

function lasting(duration: keyof Durations): Count {
  return (facts, options) => {
    const column = facts[DURATIONS[duration]];
    const atLeast = Math.max(0, options.atLeast ?? 0);
    const { below = Infinity } = options;
    return inScope(facts, options)
      .map(row => ({ row, minutes: column.at(row) }))
      .filter(({ minutes }) => minutes >= atLeast && minutes < below);
  };
}

function repeating(days: number): Count {
  return (facts, options) =>
    repeatablesOf(facts, options).map(repeat => ({
      row: repeat.row,
      hit: isRepeat(repeat, days),
      repeat,
    }));
}

/** A page of the incidents that a figure counts. */
export function behindFigure(
  facts: FactsTable,
  options: FigureIncidentsOptions,
): Page<Behind> {
  const { figure, part, order, limit, cursor } = options;
  const { shape, placeOf } = ORDERS[order];
  const list = `figures/${figure}/${order}`;
  const after =
    cursor === undefined ? undefined : decodeCursor(list, shape, cursor);
  const counted = COUNTED[figure](facts, options)
    .filter(({ hit }) => part === undefined || hit === (part === 'hits'))
    .map(one => ({ one, place: placeOf(facts, one) }))
    .filter(({ place }) => !after || descending(after, place) < 0);
  const rows = firstOf(counted, limit + 1, (a, b) =>
    descending(a.place, b.place),
  );
  const page = toPage(rows, limit, ({ place }) => encodeCursor(list, place));
  return {
    ...page,
    items: page.items.map(({ one }) => behindOf(facts, figure, one)),
  };
}

function behindOf(
  facts: FactsTable,
  figure: Figure,
  { row, hit, minutes, repeat }: Counted,
): Behind {
  const { verdicts } = facts;
  return {
    incidentKey: facts.keyOf(row),
    hit,
    minutes,
    ...(figure === 'coverage' && {
      verdicts: {
        supported: verdicts.supported.at(row),
        partial: verdicts.partial.at(row),
        unsupported: verdicts.unsupported.at(row),
        contradicted: verdicts.contradicted.at(row),
        attested: verdicts.attested.at(row),
      },
    }),
    ...(hit && repeat && { previous: previousOf(facts, repeat) }),
  };
}

function descending(a: Place, b: Place): number {
  const at = a[0] === b[0] ? 1 : 0;
  if (a[at] === b[at]) return 0;
  return a[at] < b[at] ? 1 : -1;
}
