import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { MAX_SPANS, countOf, serviceName } from '../../verification';
import { cite, claimOf, sealSource, stated } from '../write/sentence';
import type { FiredAlert } from '../facts/alerts';
import type { SectionContext } from './context';

/** Alerts that are named; beyond that they are only counted. */
const MAX_NAMED = 5;

/** How many alerts of the affected services fired; nothing when none was collected. */
export function alertCount(context: SectionContext): DraftClaim[] {
  const affected = context.incident.services.map(serviceName);
  const ours = context.alerts.filter(({ node }) =>
    affected.includes(serviceName(node.metadata.service)),
  );
  if (ours.length === 0) return [];
  return ours.length === context.alerts.length
    ? countClaims(ours, {}, context)
    : affected.flatMap(service =>
        countClaims(
          ours.filter(
            ({ node }) => serviceName(node.metadata.service) === service,
          ),
          { service },
          context,
        ),
      );
}

/** How many alerts fired, of a service where others are of services that the incident does not list. */
function countClaims(
  alerts: readonly FiredAlert[],
  of: { service?: string },
  context: SectionContext,
): DraftClaim[] {
  if (alerts.length === 0) return [];
  const key = of.service ? `alert count ${of.service}` : 'alert count';
  if (alerts.length > MAX_SPANS && !of.service) {
    const { seal } = context;
    const records = stated(
      {
        type: 'count',
        filter: { kind: 'alert' },
        distinct: 'nodes',
        quantity: countOf(seal.manifest.byKind.alert ?? 0),
      },
      cite(sealSource(seal), '/byKind/alert'),
    );
    return [claimOf('impact', key, [records], context)];
  }
  const fired = alerts.map(({ node, alert: { alertName: name } }) => {
    const service = serviceName(node.metadata.service);
    return {
      thing: JSON.stringify([name, service]),
      statement: stated(
        { type: 'alert', evidence: node.id, event: 'fired', name, service },
        cite(node, '/alertName'),
      ),
    };
  });
  // The same alert may fire again and again
  const named = [...new Map(fired.map(one => [one.thing, one])).values()];
  const count = stated({
    type: 'count',
    filter: { kind: 'alert', status: 'firing', ...of },
    distinct: 'alerts',
    quantity: countOf(alerts.length),
  });
  return [
    claimOf(
      'impact',
      key,
      [
        count,
        ...(named.length <= MAX_NAMED
          ? named.map(({ statement }) => statement)
          : []),
      ],
      context,
      fired.slice(0, MAX_SPANS).flatMap(({ statement }) => statement.spans),
    ),
  ];
}
