import {
  RECORD_EVIDENCE_ID,
  type AlertPayload,
  type EventRef,
  type Incident,
  type MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import { nameKey } from '../nameKey';
import { type Language, quantityText, timeText } from '../render';
import type { SealedFacts, SealedNode } from '../SealedFacts';
import { reachedLimit } from './limits';
import { findBreak } from './seriesBreak';

/** The record's start is set by people, who notice late. */
const LEAD_MS = 60 * 60_000;
/** Signs this near the record's start or the first alert come before others. */
const NEAR_MS = 35 * 60_000;
/** Metrics that depart this little beside the one that departs most may be noise. */
const STRONG = 0.5;
/** Departures beyond this, in spreads, say no more. */
const MAX_DEPARTURE = 100;
/** Metrics are sampled and alerts wait: signs this close came at once. */
const AT_ONCE_MS = 2 * 60_000;

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
 * incident, of those at once the largest; its start by the record, where there is
 * neither.
 */
export function* findEffect(
  facts: SealedFacts,
  incident: Incident,
  language: Language,
): Steps<Effect> {
  const start = Date.parse(incident.startedAt);
  const window = {
    from: start - LEAD_MS,
    to: incident.resolvedAt ? Date.parse(incident.resolvedAt) : Infinity,
  };
  const affected = new Set(incident.services.map(ref => facts.serviceKey(ref)));
  const alerts = alertsByName(facts, affected);
  const signs: Sign[] = [];
  for (const { node, payload } of facts.all()) {
    if (payload?.kind !== 'alert' && payload?.kind !== 'metric') continue;
    const service = facts.serviceKey(node.metadata.service);
    if (!affected.has(service)) continue;
    yield;
    const shown = { facts, language, service, id: node.id };
    const sign =
      payload.kind === 'alert'
        ? alertSign(shown, payload, alerts)
        : metricSign(shown, payload, window);
    if (sign && sign.at >= window.from && sign.at <= window.to) {
      signs.push(sign);
    }
  }
  const chosen = mainSigns(signs, start);
  const earliest = chosen.reduce((a, { at }) => Math.min(a, at), Infinity);
  const [first] = chosen
    .filter(({ at }) => at <= earliest + AT_ONCE_MS)
    .map(sign => ({ ...sign, what: sign.what() }))
    .sort(
      (a, b) =>
        b.departure - a.departure || a.at - b.at || (a.what < b.what ? -1 : 1),
    );
  if (!first) return recordSign(incident, start, language);
  const { course, departure: _, isLimit: __, ...sign } = first;
  return { ...sign, ...course() };
}

/** What may be the first sign; told, and followed to its end, only if it is. */
type Sign = Required<Pick<Effect, 'event' | 'at' | 'service'>> & {
  /** How far a metric went, in spreads; 0 of an alert. */
  departure: number;
  /** A resource that ran out, which is a reason rather than an effect. */
  isLimit?: boolean;
  what(): string;
  course(): Pick<Effect, 'ended' | 'lastSeen'>;
};

/** The signs that stand out, near the incident's start where there are some. */
function mainSigns(signs: readonly Sign[], start: number): readonly Sign[] {
  const firstAlert = signs
    .filter(({ at, departure }) => departure === 0 && at >= start - NEAR_MS)
    .reduce((a, { at }) => Math.min(a, at), Infinity);
  const near = signs.filter(({ at }) =>
    [start, firstAlert].some(anchor => Math.abs(at - anchor) <= NEAR_MS),
  );
  const close = near.length > 0 ? near : signs;
  const effects = close.filter(({ isLimit }) => !isLimit);
  const left = effects.length > 0 ? effects : close;
  const most = left.reduce((a, { departure }) => Math.max(a, departure), 0);
  return left.filter(
    ({ departure }) => departure === 0 || departure >= most * STRONG,
  );
}

type Alerts = ReadonlyMap<string, readonly SealedNode[]>;

/** Alerts of some services by service and name. */
function alertsByName(
  facts: SealedFacts,
  services: ReadonlySet<string>,
): Alerts {
  const alerts = new Map<string, SealedNode[]>();
  for (const one of facts.all()) {
    if (one.payload?.kind !== 'alert') continue;
    const service = facts.serviceKey(one.node.metadata.service);
    if (!services.has(service)) continue;
    const key = alertKey(service, one.payload.alertName);
    const known = alerts.get(key);
    if (known) known.push(one);
    else alerts.set(key, [one]);
  }
  return alerts;
}

function alertKey(service: string, name: string): string {
  return `${service} ${nameKey(name)}`;
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
  { alertName: name, status }: AlertPayload,
  alerts: Alerts,
): Sign | undefined {
  if (status !== 'firing') return undefined;
  const event = { evidence: id, pointer: '/startsAt' };
  const at = facts.timeOf(event);
  if (at === undefined) return undefined;
  return {
    event,
    at,
    service,
    departure: 0,
    what: () =>
      language.messages.effect.alertFired({
        alert: name,
        service: language.service(service),
      }),
    course() {
      let ended: Effect['ended'];
      let lastSeen: Effect['lastSeen'] = { at, evidence: id };
      for (const { node, payload } of alerts.get(alertKey(service, name)) ??
        []) {
        if (payload?.kind !== 'alert') continue;
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
      return ended && lastSeen.at <= ended.at
        ? { ended, lastSeen }
        : { lastSeen };
    },
  };
}

function metricSign(
  { facts, id, service, language }: Shown,
  payload: MetricPayload,
  window: { from: number; to: number },
): Sign | undefined {
  const { metric, unit } = payload;
  const points = facts.points(id);
  const found = findBreak(points, window, unit);
  if (!found) return undefined;
  const { point, start, before, departure, isUsual } = found;
  const told = (value: number) => quantityText(value, unit, language);
  return {
    event: { evidence: id, pointer: `/points/${start.index}/0` },
    at: start.at,
    service,
    departure: Math.min(departure, MAX_DEPARTURE),
    isLimit: reachedLimit(payload, points, () => undefined) !== undefined,
    what: () =>
      language.messages.effect.seriesChanged({
        series: language.series({ evidence: id, metric, service }),
        before: told(before),
        after: told(point.value),
      }),
    course() {
      const later = points.filter(({ at }) => at > point.at);
      const unusual = later.findLast(({ value }) => !isUsual(value)) ?? point;
      const back = later.find(({ at }) => at > unusual.at);
      return {
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
    },
  };
}
