import { holds, unitOf } from '../../compare';
import type { MetricFact } from '../EvidenceIndex';
import { joined, type EventMention, type Statement } from '../nouns/mention';
import { metric, seriesOf, type MetricMention } from '../nouns/metrics';
import {
  alt,
  map,
  mapAll,
  memo,
  opt,
  seq,
  words,
  type Input,
  type Rule,
} from '../rules';
import { apply } from './events';
import { quantities, value } from './metricValues';
import { comma, timing } from './timing';

const PEAKED = words(
  'peaked',
  'reached its peak',
  'reached its maximum',
  'was at its highest',
  'was at its peak',
  'was at its worst',
  'was at its longest',
  'was highest',
);

/** The points at which a metric was highest. */
function peaks(
  { fact, ...binding }: MetricMention,
  { index }: Input,
): EventMention[] {
  const points = index.facts.points(fact.id);
  const highest = points.reduce(
    (most, one) => Math.max(most, one.value),
    -Infinity,
  );
  return points
    .filter(one => one.value === highest)
    .map(one => ({
      ...binding,
      ref: { evidence: fact.id, pointer: `/points/${one.index}/0` },
      states: at => [
        {
          type: 'extreme',
          series: seriesOf(fact),
          which: 'highest',
          ...(at && { at }),
        },
      ],
    }));
}

/** The first point beyond a value, where the metric was not beyond it from the start. */
function crossing(
  fact: MetricFact,
  isBeyond: (one: number) => boolean,
  { index }: Input,
): number | undefined {
  const points = index.facts.points(fact.id);
  const first = points.findIndex(one => isBeyond(one.value));
  return first > 0 ? points[first].index : undefined;
}

const CROSSED = words(
  'exceeded',
  'first exceeded',
  'crossed',
  'first crossed',
  'passed',
  'went above',
  'rose above',
  'climbed above',
);

const metricEvent: Rule<EventMention> = alt(
  mapAll(seq(metric, PEAKED), ([mention], input) => peaks(mention, input)),
  mapAll(
    seq(
      words('the peak of', 'the peak in', 'the maximum of'),
      metric,
      words('came', 'was', 'was reached', 'followed', 'occurred'),
    ),
    ([, mention], input) => peaks(mention, input),
  ),
  mapAll(
    seq(metric, CROSSED, value),
    ([{ fact, ...binding }, , one], input) => {
      const [limit] = quantities({ ...one, bounds: ['more_than'] }, fact);
      const unit = unitOf(fact.unit) ?? 'none';
      const at = crossing(
        fact,
        actual => holds(limit, { value: actual, unit }) === true,
        input,
      );
      return at === undefined
        ? []
        : [
            {
              ...binding,
              ref: { evidence: fact.id, pointer: `/points/${at}/0` },
              states: when => [
                {
                  type: 'value' as const,
                  series: seriesOf(fact),
                  quantity: limit,
                  extent: 'point' as const,
                  ...(when && { at: when }),
                },
              ],
            },
          ];
    },
  ),
);

/** `The error rate peaked eight minutes after the deployment.` */
const happened: Rule<Statement> = map(
  seq(metricEvent, opt(comma), timing),
  ([subject, , time]) => ({ ...joined(subject), ...apply(subject, [time]) }),
);

/** `Five minutes after the deployment, the error rate peaked.` */
const whenFirst: Rule<Statement> = map(
  seq(timing, comma, metricEvent),
  ([time, , subject]) => apply(subject, [time]),
);

export const metricEventFrames: Rule<Statement> = memo(
  alt(happened, whenFirst),
);
