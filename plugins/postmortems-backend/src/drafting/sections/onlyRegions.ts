import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { countOf, regionOf } from '../../verification';
import type { MetricFact } from '../facts/types';
import { cite, claimOf, stated } from '../write/sentence';
import type { SectionContext } from './context';

const ALERTS = { kind: 'alert', status: 'firing' } as const;

/**
 * That the alerts that fired are from some of the regions that the evidence knows. Nothing when one of them, or a metric that is told, is
 * from elsewhere or from no region.
 */
export function onlyRegions(
  context: SectionContext,
  told: readonly MetricFact[],
): DraftClaim[] {
  const fired = context.known.flatMap(({ node, payload }) =>
    payload?.kind === 'alert' && payload.status === 'firing' ? [node] : [],
  );
  const known = new Set(context.evidence.flatMap(node => regionOf(node) ?? []));
  const regions = new Set(fired.map(regionOf));
  const isPart = regions.size > 0 && regions.size < known.size;
  const isElsewhere = told.some(({ node }) => {
    const region = regionOf(node);
    return region !== undefined && !regions.has(region);
  });
  const names = [...regions].filter(region => region !== undefined).sort();
  if (!isPart || isElsewhere || names.length < regions.size) return [];
  return [
    claimOf(
      'impact',
      'regions',
      [
        stated(
          {
            type: 'quantified',
            quantifier: 'all',
            set: ALERTS,
            having: { regions: names },
          },
          cite(fired[0], '/alertName'),
        ),
        stated({
          type: 'count',
          filter: {},
          distinct: 'regions',
          quantity: countOf(known.size),
        }),
      ],
      context,
    ),
  ];
}
