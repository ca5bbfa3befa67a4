import type { Instant } from '@postmortems/backstage-plugin-postmortems-common';
import type { MetricFact } from '../EvidenceIndex';
import { IS_FLAT, STAYED } from '../lexicon/verbs';
import { seriesOf } from '../nouns/metrics';
import type { Stated } from '../quantities';
import { alt, map, mapAll, opt, seq, words, type Rule } from '../rules';
import { quantities, value, withUnitOf, type Predicate } from './metricValues';
import { incidentWindow } from './metricWindows';
import { atInstant } from './timing';

export const extreme =
  (which: 'highest' | 'lowest', stated: Stated): Predicate =>
  (fact, _, when) =>
    quantities(stated, fact).map(one => ({
      type: 'extreme',
      series: seriesOf(fact),
      which,
      quantity: one,
      ...(when.at && { at: when.at }),
      ...(when.window && { window: when.window }),
    }));

const peaked: Rule<Predicate> = alt(
  map(
    seq(
      words(
        'peaked at',
        'topped out at',
        'reached a peak of',
        'hit a peak of',
        'reached a high of',
        'reached a maximum of',
        'peaking at',
        'with a peak of',
        'maxed out at',
        'had a peak of',
      ),
      value,
    ),
    ([, one]) => extreme('highest', one),
  ),
  map(
    seq(
      words(
        'bottomed out at',
        'reached a low of',
        'hit a low of',
        'fell to a low of',
        'reached a minimum of',
      ),
      value,
    ),
    ([, one]) => extreme('lowest', one),
  ),
  map(seq(words('peaked'), atInstant), ([, at]) => (fact: MetricFact) => [
    { type: 'extreme', series: seriesOf(fact), which: 'highest', at },
  ]),
);

export const holdsTo =
  (extent: 'throughout' | 'point', stated: readonly Stated[]): Predicate =>
  (fact, input, when) =>
    stated.flatMap(one =>
      quantities(one, fact).map(each => ({
        type: 'value' as const,
        series: seriesOf(fact),
        quantity: each,
        extent,
        ...(extent === 'point' && when.at
          ? { at: pointOf(when.at) }
          : { window: when.window ?? incidentWindow(input) }),
      })),
    );

const NEVER_ABOVE = words(
  'never exceeded',
  'never went above',
  'never rose above',
  'did not exceed',
  'never got above',
  'did not go above',
  'did not rise above',
  'at no point exceeded',
  'never went over',
  'never passed',
  'never topped',
);
const NEVER_BELOW = words(
  'never fell below',
  'never dropped below',
  'never went below',
  'did not fall below',
  'did not drop below',
  'never went under',
);

const limited: Rule<Predicate> = alt(
  map(
    seq(NEVER_ABOVE, value),
    ([, one]): Predicate =>
      (fact, _, when) =>
        quantities({ ...one, bounds: ['at_most'] }, fact).map(each => ({
          type: 'value',
          series: seriesOf(fact),
          quantity: each,
          extent: 'throughout',
          ...(when.window && { window: when.window }),
        })),
  ),
  map(
    seq(NEVER_BELOW, value),
    ([, one]): Predicate =>
      (fact, _, when) =>
        quantities({ ...one, bounds: ['at_least'] }, fact).map(each => ({
          type: 'value',
          series: seriesOf(fact),
          quantity: each,
          extent: 'throughout',
          ...(when.window && { window: when.window }),
        })),
  ),
);

const stayed: Rule<Predicate> = alt(
  mapAll(
    seq(
      words(...STAYED),
      opt(
        words(
          'at',
          'below',
          'above',
          'under',
          'over',
          'around',
          'close to',
          'near',
          'at or below',
        ),
      ),
      value,
    ),
    ([verb, relation, one]): Predicate[] => {
      if (verb === 'was' || verb === 'were' || verb === 'kept') return [];
      if (!relation && !['held', 'hovered'].includes(verb)) {
        // `stayed about 25` bounds itself.
        if (one.bounds[0] === 'exactly') return [];
      }
      const bound = {
        below: 'less_than',
        under: 'less_than',
        above: 'more_than',
        over: 'more_than',
        around: 'about',
        'close to': 'about',
        near: 'about',
        'at or below': 'at_most',
      }[relation ?? ''] as Stated['bounds'][number] | undefined;
      return [
        holdsTo('throughout', [bound ? { ...one, bounds: [bound] } : one]),
      ];
    },
  ),
  map(
    seq(
      words(
        'stayed',
        'remained',
        'hovered',
        'was',
        'stayed in the band',
        'stayed in the range',
      ),
      words('between', 'from'),
      value,
      words('and', 'to'),
      value,
    ),
    ([, , low, , high]) =>
      holdsTo('throughout', [
        { ...withUnitOf(low, high), bounds: ['at_least'] },
        { ...high, bounds: ['at_most'] },
      ]),
  ),
  mapAll(
    alt(
      words(...STAYED),
      words(
        'did not change',
        'did not change at all',
        'barely changed',
        'hardly changed',
      ),
    ),
    (verb): Predicate[] =>
      IS_FLAT.test(verb) ||
      verb.includes('changed') ||
      verb.startsWith('did not')
        ? [
            (fact, input, when) => {
              const during = when.window ?? incidentWindow(input);
              return [
                {
                  type: 'change',
                  series: seriesOf(fact),
                  direction: 'stayed',
                  ...(during.from && { fromAt: during.from }),
                  ...(during.to && { toAt: during.to }),
                },
              ];
            },
          ]
        : [],
  ),
);

/** Bounds of a moment at which there is one value. */
const MOMENTS = new Set(['exactly', 'about', 'at_most']);

/** `was 2.1 % at 14:02`, `was back at zero by 18:37`. A value without a time says little. */
const valued: Rule<Predicate> = mapAll(
  seq(
    words(
      'was',
      'were',
      'stood at',
      'was at',
      'were at',
      'read',
      'was back at',
      'was back to',
      'had reached',
      'reached',
      'was back below',
      'was down to',
      'was up to',
      'was still',
      'had returned to',
      'returned to',
      'had fallen to',
      'had risen to',
    ),
    value,
  ),
  ([verb, one]): Predicate[] =>
    readingsOf(
      verb.endsWith('below') ? { ...one, bounds: ['less_than'] } : one,
      verb.endsWith('reached') ? ['point'] : ['point', 'throughout'],
    ),
);

/**
 * What a value says: of a moment, of it; of a part of time, that it was so at some
 * point, or throughout. Where these differ, it is not said which.
 */
export function readingsOf(
  one: Stated,
  extents: readonly ('point' | 'throughout')[],
): Predicate[] {
  return [
    (fact, _, { at }) =>
      at && MOMENTS.has(at.bound)
        ? quantities(one, fact).map(each => ({
            type: 'value' as const,
            series: seriesOf(fact),
            quantity: each,
            extent: 'point' as const,
            at: pointOf(at),
          }))
        : [],
    ...extents.map(
      (extent): Predicate =>
        (fact, _, { window }) =>
          window
            ? quantities(one, fact).map(each => ({
                type: 'value' as const,
                series: seriesOf(fact),
                quantity: each,
                extent,
                window,
              }))
            : [],
    ),
  ];
}

/** `exceeded 10 % within five minutes of the deployment`. */
const exceeded: Rule<Predicate> = map(
  seq(
    words(
      'exceeded',
      'passed',
      'went above',
      'rose above',
      'climbed above',
      'topped',
      'reached more than',
      'surpassed',
      'fell below',
      'dropped below',
      'went below',
      'dipped below',
    ),
    value,
  ),
  ([verb, one]): Predicate =>
    (fact, _, when) =>
      quantities(
        { ...one, bounds: [/below$/.test(verb) ? 'less_than' : 'more_than'] },
        fact,
      ).map(each => ({
        type: 'value',
        series: seriesOf(fact),
        quantity: each,
        extent: 'point',
        ...(when.at && { at: pointOf(when.at) }),
        ...(when.window && { window: when.window }),
      })),
);

/** A value `by` a time is the value then. */
function pointOf(at: Instant): Instant {
  return at.bound === 'at_most' ? { ...at, bound: 'exactly' } : at;
}

/** A metric was, stayed or peaked at a value. */
export const levelled: Rule<Predicate> = alt(
  peaked,
  limited,
  stayed,
  valued,
  exceeded,
);
