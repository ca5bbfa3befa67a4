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
  const words = alerts.map(({ node, alert }) => {
    const name = cite(node, '/alertName', alert.alertName);
    return {
      text: `${name.text} for ${serviceName(node.metadata.service)}`,
      spans: name.spans,
    };
  });
  const one = alerts.length === 1;
  return [
    sentence(
      kind,
      'alert count',
      `${alerts.length} ${one ? 'alert' : 'alerts'} fired`,
      ...(alerts.length <= MAX_NAMED
        ? [': ', listed(words)]
        : [silently(...words)]),
      '.',
    ),
  ];
}
