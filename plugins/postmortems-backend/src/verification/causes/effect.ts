import {
  RECORD_EVIDENCE_ID,
  type EventRef,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import { type Language, quantityText, timeText } from '../render';
import type { SealedFacts } from '../SealedFacts';
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
export function findEffect(
  facts: SealedFacts,
  incident: Incident,
  language: Language,
): Effect {
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
        ? alertSign(
            { facts, language, service, id: node.id },
            payload.alertName,
          )
        : metricSign({ facts, language, service, id: node.id }, window);
    if (sign && sign.at >= window.from && sign.at <= window.to) {
      signs.push(sign);
    }
  }
  signs.sort((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1));
  return signs[0] ?? recordSign(incident, start, language);
}

function recordSign(
  { resolvedAt }: Incident,
  start: number,
  language: Language,
): Effect {
  const { effect } = language.messages;
  return {
    event: { evidence: RECORD_EVIDENCE_ID, pointer: '/startedAt' },
    at: start,
    what: effect.incidentStarted,
    ...(resolvedAt && {
      ended: {
        at: Date.parse(resolvedAt),
        evidence: RECORD_EVIDENCE_ID,
        what: effect.incidentResolved({
          time: timeText(Date.parse(resolvedAt), language),
        }),
      },
    }),
  };
}

/** A node of a service that may show a sign. */
type Shown = {
  facts: SealedFacts;
  id: string;
  /** Key of the service. */
  service: string;
  language: Language;
};

function alertSign(
  { facts, id, service, language }: Shown,
  name: string,
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
        what: language.messages.effect.alertEnded({
          alert: name,
          time: timeText(time, language),
        }),
      };
    }
  }
  // It fired again after its end, and is not known to be over
  if (ended && lastSeen.at > ended.at) ended = undefined;
  return {
    event,
    at,
    what: language.messages.effect.alertFired({
      alert: name,
      service: language.service(service),
    }),
    service,
    ...(ended && { ended }),
    lastSeen,
  };
}

function metricSign(
  { facts, id, service, language }: Shown,
  window: { from: number; to: number },
): Effect | undefined {
  const points = facts.points(id);
  if (points.length === 0) return undefined;
  const found = findBreak(points, window);
  if (!found) return undefined;
  const payload = facts.node(id)?.payload;
  if (payload?.kind !== 'metric') return undefined;
  const { metric } = payload;
  const told = (value: number) => quantityText(value, payload.unit, language);
  const { point, isUsual } = found;
  const later = points.filter(({ at }) => at > point.at);
  const unusual = [point, ...later.filter(({ value }) => !isUsual(value))].at(
    -1,
  )!;
  const back = later.find(({ at }) => at > unusual.at);
  return {
    event: { evidence: id, pointer: `/points/${point.index}/0` },
    at: point.at,
    what: language.messages.effect.seriesChanged({
      series: language.series({ evidence: id, metric, service }),
      before: told(found.before),
      after: told(point.value),
    }),
    service,
    ...(back && {
      ended: {
        at: back.at,
        evidence: id,
        what: language.messages.effect.seriesBack({
          metric,
          value: told(back.value),
          time: timeText(back.at, language),
        }),
      },
    }),
    lastSeen: { at: unusual.at, evidence: id },
  };
}
