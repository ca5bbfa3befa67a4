import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../write/names';
import {
  cite,
  listed,
  MAX_SPANS,
  sealSource,
  sentence,
  silently,
} from '../write/sentence';
import type { SectionContext } from './context';

/** Alerts that are named; beyond that they are only counted. */
const MAX_NAMED = 3;

/** How many alerts fired; nothing when no alert was collected. */
export function alertCount(
  kind: ClaimKind,
  { alerts, seal }: SectionContext,
): DraftClaim[] {
  if (alerts.length === 0) return [];
  if (alerts.length > MAX_SPANS) {
    const records = seal.manifest.byKind.alert ?? 0;
    return [
      sentence(
        kind,
        'alert count',
        'The evidence holds ',
        cite(
          sealSource(seal),
          '/byKind/alert',
          records.toLocaleString('en-US'),
        ),
        ' alert records.',
      ),
    ];
  }
  const cited = alerts.map(({ node, alert }) => ({
    ...cite(node, '/alertName', alert.alertName),
    text: `${alert.alertName} for ${serviceName(node.metadata.service)}`,
  }));
  // The same alert may fire again and again
  const names = [...new Map(cited.map(one => [one.text, one])).values()];
  const one = alerts.length === 1;
  return [
    sentence(
      kind,
      'alert count',
      `${alerts.length} ${one ? 'alert' : 'alerts'} fired`,
      ...(names.length <= MAX_NAMED ? [': ', listed(names)] : []),
      silently(...cited),
      '.',
    ),
  ];
}
