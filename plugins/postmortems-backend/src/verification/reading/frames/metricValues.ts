import type {
  Assertion,
  Quantity,
  Unit,
} from '@postmortems/backstage-plugin-postmortems-common';
import { unitOf } from '../../compare';
import type { MetricFact } from '../EvidenceIndex';
import { joined, type Statement } from '../nouns/mention';
import type { MetricMention } from '../nouns/metrics';
import { quantitiesOf, quantity, share, type Stated } from '../quantities';
import { alt, type Input, type Rule } from '../rules';
import { stem } from '../stem';
import type { StatedWhen, When } from './metricWindows';

/** What a verb says of a metric; nothing when it makes no sense of this one. */
export type Predicate = (
  fact: MetricFact,
  input: Input,
  when: When,
) => Assertion[];

/** `400 messages`, where a metric counts these. */
const counted: Rule<Stated> = (input, at) =>
  quantity(input, at).flatMap(({ value: stated, end }) => {
    const noun = input.tokens[end];
    return stated.unit.unit === 'none' &&
      noun?.kind === 'word' &&
      /^\p{L}{3,}s$/u.test(noun.key)
      ? [{ value: { ...stated, noun: noun.key }, end: end + 1 }]
      : [];
  });

export const value: Rule<Stated> = alt(quantity, counted, share);

function unitOfFact(fact: MetricFact): Unit | undefined {
  return unitOf(fact.unit);
}

export function quantities(stated: Stated, fact: MetricFact): Quantity[] {
  const unit = unitOfFact(fact);
  const { name, place } = fact.words;
  const isCounted = (noun: string) =>
    name.has(noun) || name.has(stem(noun)) || place.has(stem(noun));
  if (stated.noun && (unit !== 'count' || !isCounted(stated.noun))) return [];
  const isCountedByMinute =
    stated.unit.perMinute &&
    unit === 'count' &&
    /minute|_min\b/.test(fact.metric);
  return isCountedByMinute
    ? quantitiesOf({
        ...stated,
        value: stated.value * 60,
        precision: stated.precision * 60,
        unit: { unit: 'count', factor: 1 },
      })
    : quantitiesOf(stated, unit);
}

/** The first of two quantities takes the unit of the second: `from 412 to 435 MB`. */
export function withUnitOf(first: Stated, second: Stated): Stated {
  if (first.unit.unit !== 'none' || second.unit.unit === 'none') return first;
  const { unit } = second;
  return {
    ...first,
    value: first.value * unit.factor,
    precision: first.precision * unit.factor,
    unit,
  };
}

export function state(
  mention: MetricMention,
  predicates: readonly Predicate[],
  time: StatedWhen | undefined,
  input: Input,
): Statement[] {
  const stated = predicates.map(one => one(mention.fact, input, time ?? {}));
  return stated.some(one => one.length === 0)
    ? []
    : [
        {
          ...joined(mention, ...(time ? [time] : [])),
          assertions: [
            ...(time?.states ?? []),
            ...stated.flat().map(one => ofStated(one, mention.service)),
          ],
        },
      ];
}

/** With the service that is stated, where the metric is of another. */
function ofStated(
  assertion: Assertion,
  service: string | undefined,
): Assertion {
  return service && 'series' in assertion
    ? { ...assertion, series: { ...assertion.series, service } }
    : assertion;
}
