import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { MetricFact, MetricPoint } from '../facts/types';
import { serviceName } from '../write/names';
import { quantity } from '../write/quantities';
import { cite, sentence, type Cited } from '../write/sentence';
import { minuteOf } from '../write/times';

/** How a metric moved, in one sentence. */
export function metricSentence(kind: ClaimKind, fact: MetricFact): DraftClaim {
  const { node, metric, service, before, extreme, end, unit } = fact;
  const day = before.at.slice(0, 10);
  const value = (point: MetricPoint): Cited =>
    cite(node, `/points/${point.index}/1`, quantity(point.value, unit));
  const time = (point: MetricPoint): Cited =>
    cite(node, `/points/${point.index}/0`, minuteOf(point.at, day));
  const subject = [
    cite(node, '/metric', metric),
    ` of ${serviceName(service)}`,
  ];
  const key = `metric ${node.id}`;
  // What looks the same once it is rounded has not moved for a reader
  if (value(extreme).text === value(before).text) {
    return sentence(
      kind,
      key,
      ...subject,
      ' was ',
      value(before),
      ' at ',
      time(before),
      ' and ',
      value(end),
      ' at ',
      time(end),
      '.',
    );
  }
  const rose = extreme.value > before.value;
  const superlative = rose ? 'highest ' : 'lowest ';
  const record = fact.isRecord ? superlative : '';
  const move = [
    ` ${rose ? 'rose' : 'fell'} from `,
    value(before),
    ' to ',
    value(extreme),
    ` (${record}at `,
    time(extreme),
    ')',
  ];
  return sentence(
    kind,
    key,
    ...subject,
    ...move,
    ...(end.index > extreme.index
      ? [' and was ', value(end), ' at ', time(end)]
      : []),
    '.',
  );
}
