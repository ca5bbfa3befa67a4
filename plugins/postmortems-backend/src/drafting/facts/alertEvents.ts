import type {
  AlertPayload,
  EvidenceNode,
  Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  countOf,
  MAX_SPANS,
  nameKey,
  pointTime,
  serviceName,
} from '../../verification';
import { cite, quotationOf, stated, type Stated } from '../write/sentence';
import { burstsOf, momentOf } from './bursts';
import type { KnownEvidence } from './knownEvidence';
import { WEIGHT, type EventFact } from './types';

/** Alerts of one name that are told one by one; more of them are told as one. */
const MAX_SINGLE = 2;

type Notice = { node: EvidenceNode; alert: AlertPayload; at: string };

/** When an alert fired or ended, however late it was reported. */
export function alertTimeOf(node: EvidenceNode, alert: AlertPayload): string {
  const { status, startsAt, endsAt } = alert;
  const time = pointTime(status === 'firing' ? startsAt : endsAt);
  return time === undefined ? node.timestamp : new Date(time).toISOString();
}

/**
 * Alerts that fired and ended. Of many with one name the first firing and the last end are told, and how many there were.
 * Where alerts of affected services fired, those of other services tell little.
 *
 * @param affected - names of the services that the incident affected
 */
export function alertEvents(
  evidence: readonly KnownEvidence[],
  spanMs: number,
  affected: readonly string[],
): EventFact[] {
  const names = new Map<string, Notice[]>();
  for (const { node, payload } of evidence) {
    if (payload?.kind !== 'alert') continue;
    const notice = { node, alert: payload, at: alertTimeOf(node, payload) };
    const key = `${payload.status} ${nameKey(payload.alertName)}`;
    const known = names.get(key);
    if (known) known.push(notice);
    else names.set(key, [notice]);
  }
  const isOwn = ({ node }: Notice) =>
    affected.includes(serviceName(node.metadata.service));
  const hasOwn = [...names.values()].some(notices =>
    notices.some(one => isOwn(one) && one.alert.status === 'firing'),
  );
  return [...names.values()].flatMap(notices =>
    eventsOfName(notices, spanMs, hasOwn && !isOwn(notices[0])),
  );
}

function eventsOfName(
  notices: readonly Notice[],
  spanMs: number,
  isElsewhere: boolean,
): EventFact[] {
  const isFiring = notices[0].alert.status === 'firing';
  const bursts = burstsOf(notices, spanMs);
  const isRecurring = bursts.length > MAX_SINGLE;
  return bursts.flatMap((burst, place) => {
    const isBound = place === (isFiring ? 0 : bursts.length - 1);
    const told = isFiring ? burst[0] : burst[burst.length - 1];
    // What fires again and again is told as a whole where it begins
    const all = isRecurring && isBound && isFiring ? notices : burst;
    return burst.map(one => {
      if (burst.length > MAX_SINGLE && one !== told) return hidden(one);
      const isCounted = one === told && isFiring && all.length > MAX_SINGLE;
      const event = eventOf(one, isCounted ? all : undefined);
      const isFirst = !isRecurring || (isBound && one === told);
      if (isElsewhere) {
        const weight = isRecurring ? WEIGHT.other : WEIGHT.alertElsewhere;
        return { ...event, isKey: false, weight };
      }
      if (isFirst) return event;
      const weight = isFiring ? WEIGHT.alertAgain : WEIGHT.alertElsewhere;
      return { ...event, isKey: false, weight };
    });
  });
}

function hidden(notice: Notice): EventFact {
  return { ...eventOf(notice), isKey: false, weight: WEIGHT.hidden };
}

function eventOf({ node, alert, at: time }: Notice, all?: Notice[]): EventFact {
  const service = serviceName(node.metadata.service);
  return {
    at: time,
    sourceTypes: [node.sourceType],
    nodes: [node],
    key: `alert ${alert.alertName} ${alert.status} ${service}`,
    weight: alert.status === 'firing' ? WEIGHT.alert : WEIGHT.alertEnd,
    isKey: true,
    isCounted: all !== undefined,
    statements: at => [
      ...alertStatements(node, alert, at),
      ...(all ? [alikeStatement(all)] : []),
    ],
  };
}

/** That an alert fired or ended, and what it says of it when it fires. */
export function alertStatements(
  node: EvidenceNode,
  alert: AlertPayload,
  at: Instant,
): Stated[] {
  const isFiring = alert.status === 'firing';
  return [
    stated(
      {
        type: 'alert',
        evidence: node.id,
        name: alert.alertName,
        event: isFiring ? 'fired' : 'ended',
        service: serviceName(node.metadata.service),
        at,
      },
      cite(node, '/alertName'),
      cite(node, '/status'),
    ),
    ...(isFiring ? quotationOf(node, '/summary', alert.summary ?? '') : []),
  ];
}

function alikeStatement(notices: readonly Notice[]): Stated {
  const [{ alert, at }] = notices;
  return stated(
    {
      type: 'count',
      filter: {
        kind: 'alert',
        name: alert.alertName,
        status: alert.status,
        window: {
          from: momentOf(at),
          to: momentOf(notices[notices.length - 1].at),
        },
      },
      distinct: 'nodes',
      quantity: countOf(notices.length),
    },
    ...notices
      .slice(1, MAX_SPANS / 2)
      .map(({ node }) => cite(node, '/alertName')),
  );
}
