import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { MetricFact, MetricPoint } from '../facts/types';
import { serviceName } from '../write/names';
import { quantity } from '../write/quantities';
import { cite, sentence, silently, type Cited } from '../write/sentence';
import { timeOfDay } from '../write/times';
import type { SectionContext } from './context';

/** How a metric moved, in one sentence. */
export function metricSentence(
  kind: ClaimKind,
  fact: MetricFact,
  { day, seconds }: SectionContext,
): DraftClaim {
  const { node, metric, service, before, extreme, end, steady, unit } = fact;
  const value = (point: MetricPoint): Cited =>
    cite(node, `/points/${point.index}/1`, quantity(point.value, unit));
  const time = (point: MetricPoint): Cited =>
    cite(
      node,
      `/points/${point.index}/0`,
      timeOfDay(point.at, { day, seconds }),
    );
  const says = (...words: (string | Cited)[]) =>
    sentence(
      kind,
      `metric ${node.id}`,
      cite(node, '/metric', metric),
      ` of ${serviceName(service)}`,
      ...words,
      '.',
    );
  if (steady) {
    const [lowest, highest] = [value(steady.lowest), value(steady.highest)];
    return lowest.text === highest.text
      ? says(' stayed at ', lowest, silently(highest))
      : says(' stayed between ', lowest, ' and ', highest);
  }
  const rose = extreme.value > before.value;
  const superlative = rose ? 'peak ' : 'lowest ';
  return says(
    ` ${rose ? 'rose' : 'fell'} from `,
    value(before),
    ' to ',
    value(extreme),
    ` (${fact.isRecord ? superlative : ''}at `,
    time(extreme),
    ')',
    ...(end.index > extreme.index
      ? [' and was ', value(end), ' at ', time(end)]
      : []),
  );
}
