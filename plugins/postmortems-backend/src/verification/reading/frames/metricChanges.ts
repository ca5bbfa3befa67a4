import type {
  Assertion,
  Quantity,
  Window,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Point } from '../../SealedFacts';
import { FACTORS } from '../lexicon/numberWords';
import { FELL, ROSE } from '../lexicon/verbs';
import { seriesOf } from '../nouns/metrics';
import {
  duration,
  number,
  quantitiesOf,
  quantity,
  share,
  type Stated,
} from '../quantities';
import { alt, map, mapAll, opt, seq, words, type Rule } from '../rules';
import { quantities, value, withUnitOf, type Predicate } from './metricValues';
import { instantOf } from './metricWindows';

const withinTime = opt(
  map(
    seq(words('in', 'within', 'over'), duration),
    ([preposition, lengths]) =>
      lengths.flatMap(stated =>
        quantitiesOf(
          preposition === 'within'
            ? { ...stated, bounds: ['at_most'] }
            : stated,
        ),
      )[0],
  ),
);

const factorNumber: Rule<Stated> = alt(
  map(
    seq(
      opt(words('more than', 'about', 'almost', 'nearly', 'roughly', 'over')),
      words(...Object.keys(FACTORS)),
    ),
    ([bound, name]) => ({
      value: FACTORS[name],
      precision: 0.5,
      bounds: [factorBound(bound)],
      unit: { unit: 'none', factor: 1 },
    }),
  ),
  map(
    seq(
      words('by a factor of', 'by'),
      opt(words('more than', 'about', 'almost', 'nearly', 'roughly', 'over')),
      number,
      opt(words('times', 'x')),
    ),
    ([phrase, bound, written, times]) => ({
      ...written,
      // `by 5` is a difference.
      bounds: phrase === 'by a factor of' || times ? [factorBound(bound)] : [],
      unit: { unit: 'none', factor: 1 },
    }),
  ),
);

function factorBound(word: string | undefined) {
  if (word === undefined) return 'exactly' as const;
  if (word === 'almost' || word === 'nearly') return 'almost' as const;
  return word === 'more than' || word === 'over'
    ? ('more_than' as const)
    : ('about' as const);
}

/** How many points may be the one at which a change starts. */
const STARTS = [0, 1, 2];

/**
 * The points of a part of time that begins or ends between two: the last before
 * its start, the one before that, or any; and the furthest within it.
 */
function onPoints(
  window: Window,
  direction: 'rose' | 'fell',
  points: readonly Point[],
  choice: number,
): Window | undefined {
  const { from, to } = window;
  if (
    (from?.precisionMs ?? 1000) >= 1000 &&
    (to?.precisionMs ?? 1000) >= 1000
  ) {
    return choice === 0 ? window : undefined;
  }
  const start = from ? Date.parse(from.at) : -Infinity;
  const end = to ? Date.parse(to.at) : Infinity;
  const before = points.filter(one => one.at <= start);
  // The point at the start may already be part of the change.
  const first = [before.at(-1) ?? points[0], before.at(-2), undefined][choice];
  const inside = points.filter(one => one.at > start && one.at <= end);
  const isFurther = (a: Point, b: Point) =>
    direction === 'rose' ? b.value > a.value : b.value < a.value;
  const furthest = inside.reduce<Point | undefined>(
    (a, b) => (a === undefined || isFurther(a, b) ? b : a),
    undefined,
  );
  return {
    ...(first && from && { from: instantOf(first.at) }),
    ...(furthest && { to: instantOf(furthest.at) }),
  };
}

function changes(
  direction: 'rose' | 'fell',
  stated: {
    from?: Stated;
    to?: Stated;
    by?: Stated;
    factor?: Stated;
    within?: Quantity;
  },
): Predicate {
  return (fact, { index }, { at, window, start = 0 }) => {
    const points = index.facts.points(fact.id);
    const during = window && onPoints(window, direction, points, start);
    if (start > 0 && !during) return [];
    const { from, to, by, factor, within } = stated;
    const all = (one: Stated | undefined) =>
      one ? quantities(one, fact) : [undefined];
    const firsts = from ? all(to ? withUnitOf(from, to) : from) : [undefined];
    return firsts.flatMap(first =>
      all(to).flatMap(second =>
        all(by).flatMap(difference =>
          (factor ? quantitiesOf(factor) : [undefined]).map(
            (times): Assertion => ({
              type: 'change',
              series: seriesOf(fact),
              direction,
              ...(first && { from: first }),
              ...(second && { to: second }),
              ...(difference && { by: difference }),
              ...(times && { factor: times }),
              ...(within && { within }),
              ...(during?.from && { fromAt: during.from }),
              ...((during?.to ?? at) && { toAt: during?.to ?? at }),
            }),
          ),
        ),
      ),
    );
  };
}

const toValue = map(
  seq(
    words(
      'to',
      'up to',
      'as high as',
      'to a peak of',
      'as low as',
      'down to',
      'back to',
      'at',
    ),
    value,
  ),
  ([, one]) => one,
);
const fromValue = map(seq(words('from'), value), ([, one]) => one);
const byValue = map(seq(words('by'), value), ([, one]) => one);

const moved = (
  direction: 'rose' | 'fell',
  verbs: readonly string[],
): Rule<Predicate> =>
  alt(
    map(
      seq(words(...verbs), opt(fromValue), toValue, withinTime),
      ([, from, to, within]) => changes(direction, { from, to, within }),
    ),
    map(
      seq(words(...verbs), byValue, opt(toValue), withinTime),
      ([, by, to, within]) => changes(direction, { by, to, within }),
    ),
    mapAll(seq(words(...verbs), factorNumber, opt(toValue)), ([, factor, to]) =>
      factor.bounds.length > 0 ? [changes(direction, { factor, to })] : [],
    ),
    mapAll(
      seq(
        words(...verbs),
        opt(words('sharply', 'steeply', 'quickly')),
        opt(words('again')),
      ),
      ([verb, manner, again]) =>
        manner ||
        again ||
        [
          'went',
          'was back',
          'returned',
          'recovered',
          'went back',
          'shot',
        ].includes(verb)
          ? []
          : [changes(direction, {})],
    ),
  );

const LEVEL = words(
  'its former level',
  'its usual level',
  'its normal level',
  'its previous level',
  'its former value',
  'its usual value',
  'its normal value',
  'its baseline',
  'the baseline',
  'the usual level',
  'the normal level',
  'the level before the incident',
  'its level before the incident',
  'what it was before',
  'what it had been',
  'what they were before',
  'their usual level',
  'their normal level',
  'their former level',
);
const UP = words(
  ...ROSE,
  'was',
  'were',
  'reached',
  'ran at',
  'was at',
  'were at',
);
const DOWN = words(...FELL, 'was', 'were', 'was at', 'were at');

/** `rose to four times its usual level`, `fell to a third of its former level`. */
const ofLevel: Rule<Predicate> = alt(
  mapAll(
    seq(UP, opt(words('to', 'at')), quantity, words('times', 'x'), LEVEL),
    ([, , factor]) =>
      factor.unit.unit === 'none' && factor.value > 1
        ? [changes('rose', { factor })]
        : [],
  ),
  mapAll(
    seq(DOWN, opt(words('to', 'at')), share, words('of'), LEVEL),
    ([, , part]) => {
      const size = part.value * (part.unit.unit === 'percent' ? 0.01 : 1);
      if (
        size <= 0 ||
        size >= 1 ||
        part.bounds.some(one => one !== 'exactly' && one !== 'about')
      ) {
        return [];
      }
      return [
        changes('fell', {
          factor: {
            ...part,
            value: 1 / size,
            precision: 0.25 / size,
            unit: { unit: 'none', factor: 1 },
          },
        }),
      ];
    },
  ),
);

/** `went from 2 % to 14 %`: the numbers say which way. */
const went: Rule<Predicate> = mapAll(
  seq(words('went', 'changed', 'moved'), fromValue, toValue, withinTime),
  ([, from, to, within]) => {
    const first = withUnitOf(from, to);
    const size = (one: Stated) =>
      one.value * (one.unit.unit === 'percent' ? 0.01 : 1);
    return size(first) === size(to)
      ? []
      : [
          changes(size(first) < size(to) ? 'rose' : 'fell', {
            from,
            to,
            within,
          }),
        ];
  },
);

const multiplied: Rule<Predicate> = alt(
  map(
    seq(
      opt(words('more than', 'about', 'almost', 'nearly', 'roughly', 'over')),
      words('doubled', 'tripled', 'trebled', 'quadrupled', 'quintupled'),
      opt(toValue),
    ),
    ([bound, verb, to]) =>
      changes('rose', {
        to,
        factor: {
          value: FACTORS[verb],
          precision: 0.5,
          bounds: [factorBound(bound)],
          unit: { unit: 'none', factor: 1 },
        },
      }),
  ),
  map(
    seq(
      opt(words('more than', 'about', 'almost', 'nearly', 'roughly')),
      words('halved', 'was halved', 'were halved'),
      opt(toValue),
    ),
    ([bound, , to]) =>
      changes('fell', {
        to,
        factor: {
          value: 2,
          precision: 0.3,
          bounds: [factorBound(bound)],
          unit: { unit: 'none', factor: 1 },
        },
      }),
  ),
);

const change: Rule<Predicate> = alt(
  moved('rose', ROSE),
  moved('fell', FELL),
  went,
  multiplied,
  ofLevel,
);

/** A metric rose or fell, from each point that may be meant. */
export const changed: Rule<Predicate> = mapAll(change, predicate =>
  STARTS.map(
    (start): Predicate =>
      (fact, input, when) =>
        predicate(fact, input, { ...when, start }),
  ),
);
