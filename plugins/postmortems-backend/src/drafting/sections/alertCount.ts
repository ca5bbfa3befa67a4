import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { MAX_SPANS, countOf, serviceName } from '../../verification';
import { cite, claimOf, sealSource, stated } from '../write/sentence';
import type { SectionContext } from './context';

/** Alerts that are named; beyond that they are only counted. */
const MAX_NAMED = 5;

/** How many alerts fired; nothing when no alert was collected. */
export function alertCount(context: SectionContext): DraftClaim[] {
  const { alerts, seal } = context;
  if (alerts.length === 0) return [];
  if (alerts.length > MAX_SPANS) {
    const records = stated(
      {
        type: 'count',
        filter: { kind: 'alert' },
        distinct: 'nodes',
        quantity: countOf(seal.manifest.byKind.alert ?? 0),
      },
      cite(sealSource(seal), '/byKind/alert'),
    );
    return [claimOf('impact', 'alert count', [records], context)];
  }
  const fired = alerts.map(({ node, alert }) => {
    const service = serviceName(node.metadata.service);
    const { alertName: name } = alert;
    return {
      thing: JSON.stringify([name, service]),
      service,
      statement: stated(
        { type: 'alert', evidence: node.id, event: 'fired', name, service },
        cite(node, '/alertName'),
      ),
    };
  });
  // The same alert may fire again and again; those of affected services come first
  const affected = context.incident.services.map(serviceName);
  const named = [...new Map(fired.map(one => [one.thing, one])).values()].sort(
    (a, b) =>
      Number(affected.includes(b.service)) -
      Number(affected.includes(a.service)),
  );
  const count = stated({
    type: 'count',
    filter: { kind: 'alert', status: 'firing' },
    distinct: 'alerts',
    quantity: countOf(alerts.length),
  });
  return [
    claimOf(
      'impact',
      'alert count',
      [
        count,
        ...(named.length <= MAX_NAMED
          ? named.map(({ statement }) => statement)
          : []),
      ],
      context,
      fired.flatMap(({ statement }) => statement.spans),
    ),
  ];
}
