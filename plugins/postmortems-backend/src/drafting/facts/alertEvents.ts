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
/** How far a time is written out for its minute. */
const MINUTE = '2026-03-02T14:07';

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
    eventsOfName(notices, {
      spanMs,
      isOwn,
      isElsewhere: hasOwn && !notices.some(isOwn),
    }),
  );
}

function eventsOfName(
  notices: readonly Notice[],
  options: {
    spanMs: number;
    isOwn: (notice: Notice) => boolean;
    isElsewhere: boolean;
  },
): EventFact[] {
  const { spanMs, isOwn, isElsewhere } = options;
  const isFiring = notices[0].alert.status === 'firing';
  const bursts = burstsOf(notices, spanMs);
  const isRecurring = bursts.length > MAX_SINGLE;
  return bursts.flatMap((burst, place) => {
    const isBound = place === (isFiring ? 0 : bursts.length - 1);
    const bound = isFiring ? burst[0] : burst[burst.length - 1];
    // One alert may be on many services at once
    const told =
      burst.find(one => isOwn(one) && minuteOf(one) === minuteOf(bound)) ??
      bound;
    return burst.map((one, index) => {
      if (burst.length > MAX_SINGLE && one !== told) return hidden(one);
      const event = eventOf(
        one,
        isFiring && one === told
          ? alikeOf(bursts, place)
          : againAfter(burst, index, place),
        place > 0 || one !== told,
      );
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

/**
 * Notices that are counted where a burst is told: where it began, all of one that fires again and again; later, those
 * up to the end of the burst; none where that would say no more than the entry does.
 */
function alikeOf(
  bursts: readonly Notice[][],
  place: number,
): Notice[] | undefined {
  if (place > 0) return bursts.slice(0, place + 1).flat();
  const all = bursts.length > MAX_SINGLE ? bursts.flat() : bursts[0];
  return all.length > MAX_SINGLE ? all : undefined;
}

/** Both notices, where the second one says that the same alert fired again soon. */
function againAfter(
  burst: Notice[],
  index: number,
  place: number,
): Notice[] | undefined {
  const [first, second] = burst;
  return place === 0 &&
    burst.length === MAX_SINGLE &&
    index === 1 &&
    second.alert.status === 'firing' &&
    first.at < second.at &&
    first.alert.summary === second.alert.summary &&
    serviceName(first.node.metadata.service) ===
      serviceName(second.node.metadata.service)
    ? burst
    : undefined;
}

function minuteOf({ at }: Notice): string {
  return at.slice(0, MINUTE.length);
}

function hidden(notice: Notice): EventFact {
  return { ...eventOf(notice), isKey: false, weight: WEIGHT.hidden };
}

function eventOf(
  { node, alert, at: time }: Notice,
  all?: Notice[],
  isAgain = false,
): EventFact {
  const service = serviceName(node.metadata.service);
  return {
    at: time,
    sourceTypes: [node.sourceType],
    nodes: [node],
    key: `alert ${alert.alertName} ${alert.status} ${service}`,
    weight: alert.status === 'firing' ? WEIGHT.alert : WEIGHT.alertEnd,
    isKey: true,
    isCounted: all !== undefined,
    statements: at => {
      const said = alertStatements(node, alert, at);
      // What it says of itself stands where it fired first
      return [
        ...(all && isAgain ? said.slice(0, 1) : said),
        ...(all ? [alikeStatement(all, node)] : []),
      ];
    },
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

function alikeStatement(
  notices: readonly Notice[],
  told: EvidenceNode,
): Stated {
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
      .filter(({ node }) => node !== told)
      .slice(0, MAX_SPANS / 2 - 1)
      .map(({ node }) => cite(node, '/alertName')),
  );
}
