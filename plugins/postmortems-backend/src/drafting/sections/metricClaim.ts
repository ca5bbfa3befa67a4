import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf, quantityOf, serviceName } from '../../verification';
import type { MetricFact, MetricPoint } from '../facts/types';
import { cite, claimOf, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';

/** How a metric moved, in one sentence. */
export function metricClaim(
  kind: ClaimKind,
  fact: MetricFact,
  context: SectionContext,
): DraftClaim {
  return claimOf(
    kind,
    `metric ${fact.node.id}`,
    fact.steady
      ? steadyStatements(fact, fact.steady)
      : changeStatements(fact, context),
    context,
  );
}

function seriesOf({ node, metric, service }: MetricFact) {
  return { evidence: node.id, metric, service: serviceName(service) };
}

function steadyStatements(
  fact: MetricFact,
  { lowest, highest }: NonNullable<MetricFact['steady']>,
): Stated[] {
  const { node, unit } = fact;
  const series = seriesOf(fact);
  const [low, high] = [lowest, highest].map(({ value }) =>
    quantityOf(value, unit),
  );
  const [atLowest, atHighest] = [lowest, highest].map(({ index }) =>
    cite(node, `/points/${index}/1`),
  );
  const metric = cite(node, '/metric');
  if (low.value === high.value && low.unit === high.unit) {
    return [
      stated(
        { type: 'change', series, direction: 'stayed', from: low },
        metric,
        atLowest,
        atHighest,
      ),
    ];
  }
  const throughout = { type: 'value', series, extent: 'throughout' } as const;
  return [
    stated(
      { ...throughout, quantity: { ...low, bound: 'at_least' } },
      metric,
      atLowest,
    ),
    stated(
      { ...throughout, quantity: { ...high, bound: 'at_most' } },
      atHighest,
    ),
  ];
}

function changeStatements(
  fact: MetricFact,
  { style, precision }: SectionContext,
): Stated[] {
  const { node, unit, before, extreme, end, isRecord } = fact;
  const series = seriesOf(fact);
  const instant = ({ at }: MetricPoint) =>
    instantOf(at, precision, style.timeZone);
  const citePoint = ({ index }: MetricPoint) => [
    ...cite(node, `/points/${index}/1`),
    ...cite(node, `/points/${index}/0`),
  ];
  const isRise = extreme.value > before.value;
  const to = quantityOf(extreme.value, unit);
  const toAt = instant(extreme);
  return [
    stated(
      {
        type: 'change',
        series,
        direction: isRise ? 'rose' : 'fell',
        from: quantityOf(before.value, unit),
        to,
        toAt,
      },
      cite(node, '/metric'),
      cite(node, `/points/${before.index}/1`),
      citePoint(extreme),
    ),
    ...(isRecord
      ? [
          stated({
            type: 'extreme',
            series,
            which: isRise ? 'highest' : 'lowest',
            quantity: to,
            at: toAt,
          }),
        ]
      : []),
    ...(end.index > extreme.index
      ? [
          stated(
            {
              type: 'value',
              series,
              quantity: quantityOf(end.value, unit),
              extent: 'point',
              at: instant(end),
            },
            citePoint(end),
          ),
        ]
      : []),
  ];
}
