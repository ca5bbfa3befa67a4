import type {
  Figure,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  decodeCursor,
  encodeCursor,
  type CursorShape,
} from '../../platform/database/cursor';
import { toPage } from '../../platform/database/page';
import type {
  Durations,
  FigureIncidentsOptions,
  Page,
} from '../../platform/database/types';
import { DURATIONS } from './durations';
import { byText, type FactsTable } from './FactsTable';
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

type Order = {
  shape: CursorShape;
  /** Where an incident stands in the list; the greatest comes first. */
  placeOf(facts: FactsTable, counted: Counted): Place;
  /** The same, without making places of many of which few are shown. */
  compare(facts: FactsTable, a: Counted, b: Counted): number;
};

type Place = (string | number)[];

const ORDERS: Record<FigureIncidentsOptions['order'], Order> = {
  newest: {
    shape: ['time', 'text'],
    placeOf: (facts, { row }) => [facts.startedAt(row), facts.keyOf(row)],
    compare: (facts, { row: a }, { row: b }) =>
      byText(facts.startedAt(b), facts.startedAt(a)) ||
      byText(facts.keyOf(b), facts.keyOf(a)),
  },
  longest: {
    shape: ['count', 'text'],
    placeOf: (facts, { row, minutes = 0 }) => [minutes, facts.keyOf(row)],
    compare: (facts, a, b) =>
      (b.minutes ?? 0) - (a.minutes ?? 0) ||
      byText(facts.keyOf(b.row), facts.keyOf(a.row)),
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

function isBelow(place: Place, other: Place): boolean {
  const at = place[0] === other[0] ? 1 : 0;
  return place[at] < other[at];
}

/** A page of the incidents that a figure counts. */
export function behindFigure(
  facts: FactsTable,
  options: FigureIncidentsOptions,
): Page<Behind> {
  const { figure, part, order, limit, cursor } = options;
  const { shape, placeOf, compare } = ORDERS[order];
  const list = `figures/${figure}/${order}`;
  const after =
    cursor === undefined ? undefined : decodeCursor(list, shape, cursor);
  const counted = COUNTED[figure](facts, options).filter(
    one =>
      (part === undefined || one.hit === (part === 'hits')) &&
      (after === undefined || isBelow(placeOf(facts, one), after)),
  );
  const first = firstOf(counted, limit + 1, (a, b) => compare(facts, a, b));
  const page = toPage(first, limit, last =>
    encodeCursor(list, placeOf(facts, last)),
  );
  return {
    ...page,
    items: page.items.map(one => behindOf(facts, figure, one)),
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
