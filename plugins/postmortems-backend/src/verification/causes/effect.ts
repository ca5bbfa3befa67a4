import {
  RECORD_EVIDENCE_ID,
  type EventRef,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { timeText } from '../assertions/series';
import { nameKey } from '../nameKey';
import type { SealedFacts } from '../SealedFacts';
import { shortName } from './names';
import { findBreak } from './seriesBreak';

/** The record's start is set by people, who notice late. */
const LEAD_MS = 60 * 60_000;

/** The first sign of the incident, and when that was over. */
export type Effect = {
  event: EventRef;
  at: number;
  /** In words: `CheckoutErrors fired for checkout`. */
  what: string;
  /** Key of the service that shows it. */
  service?: string;
  /** When the sign ended, with the evidence of that. */
  ended?: { at: number; evidence: string; what: string };
  /** Until when the sign was still seen, with the evidence of that. */
  lastSeen?: { at: number; evidence: string };
};

/**
 * The earliest alert or break of a metric of an affected service around the
 * incident; its start by the record, where there is neither.
 */
export function findEffect(facts: SealedFacts, incident: Incident): Effect {
  const start = Date.parse(incident.startedAt);
  const window = {
    from: start - LEAD_MS,
    to: incident.resolvedAt ? Date.parse(incident.resolvedAt) : Infinity,
  };
  const affected = new Set(incident.services.map(ref => facts.serviceKey(ref)));
  const signs: Effect[] = [];
  for (const { node, payload } of facts.all()) {
    const service = facts.serviceKey(node.metadata.service);
    if (!affected.has(service)) continue;
    const sign =
      payload?.kind === 'alert' && payload.status === 'firing'
        ? alertSign(facts, node.id, payload.alertName, service)
        : metricSign(facts, node.id, service, window);
    if (sign && sign.at >= window.from && sign.at <= window.to) {
      signs.push(sign);
    }
  }
  signs.sort((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1));
  return signs[0] ?? recordSign(incident, start);
}

function recordSign({ resolvedAt }: Incident, start: number): Effect {
  return {
    event: { evidence: RECORD_EVIDENCE_ID, pointer: '/startedAt' },
    at: start,
    what: 'the incident started',
    ...(resolvedAt && {
      ended: {
        at: Date.parse(resolvedAt),
        evidence: RECORD_EVIDENCE_ID,
        what: `The incident was resolved at ${timeText(
          Date.parse(resolvedAt),
        )}`,
      },
    }),
  };
}

function alertSign(
  facts: SealedFacts,
  id: string,
  name: string,
  service: string,
): Effect | undefined {
  const event = { evidence: id, pointer: '/startsAt' };
  const at = facts.timeOf(event);
  if (at === undefined) return undefined;
  let ended: Effect['ended'];
  let lastSeen: Effect['lastSeen'] = { at, evidence: id };
  for (const { node, payload } of facts.all()) {
    const isSame =
      payload?.kind === 'alert' &&
      nameKey(payload.alertName) === nameKey(name) &&
      facts.serviceKey(node.metadata.service) === service;
    if (!isSame) continue;
    const isEnd = payload.status === 'resolved';
    const time = facts.timeOf({
      evidence: node.id,
      pointer: isEnd ? '/endsAt' : '/startsAt',
    });
    if (time === undefined || time < at) continue;
    if (!isEnd && time > lastSeen.at)
      lastSeen = { at: time, evidence: node.id };
    if (isEnd && (!ended || time > ended.at)) {
      ended = {
        at: time,
        evidence: node.id,
        what: `${name} ended at ${timeText(time)}`,
      };
    }
  }
  // It fired again after its end, and is not known to be over
  if (ended && lastSeen.at > ended.at) ended = undefined;
  return {
    event,
    at,
    what: `${name} fired for ${shortName(service)}`,
    service,
    ...(ended && { ended }),
    lastSeen,
  };
}

function metricSign(
  facts: SealedFacts,
  id: string,
  service: string,
  window: { from: number; to: number },
): Effect | undefined {
  const points = facts.points(id);
  if (points.length === 0) return undefined;
  const found = findBreak(points, window);
  if (!found) return undefined;
  const metric = String(facts.node(id)?.node.payload.metric);
  const { point, isUsual } = found;
  const later = points.filter(({ at }) => at > point.at);
  const unusual = [point, ...later.filter(({ value }) => !isUsual(value))].at(
    -1,
  )!;
  const back = later.find(({ at }) => at > unusual.at);
  return {
    event: { evidence: id, pointer: `/points/${point.index}/0` },
    at: point.at,
    what: `${metric} of ${shortName(service)} changed from ${found.before} to ${
      point.value
    }`,
    service,
    ...(back && {
      ended: {
        at: back.at,
        evidence: id,
        what: `${metric} was back to ${back.value} at ${timeText(back.at)}`,
      },
    }),
    lastSeen: { at: unusual.at, evidence: id },
  };
}
