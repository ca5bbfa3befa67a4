import { InputError } from '@backstage/errors';
import {
  cutText,
  isoTimeSchema,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type { Sender } from '../incidents/TrackedAlert';
import { stateReason } from './stateReason';

/** Go's zero time, which Alertmanager sends for an alert without an end. */
const GO_ZERO_TIME = /^0001-01-01T00:00:00/;
/** Most alerts of one notification; the rest is counted. */
export const MAX_ALERTS = 10_000;
/** Most labels, and most annotations, of one alert. */
const MAX_LABELS = 200;
const MAX_NAME = 256;
const MAX_VALUE = 8192;
const MAX_LINK = 65_536;
const MAX_GROUP_KEY = 65_536;
const CUT_MARK = '… (cut)';

/** One alert of a notification; `endsAt` is set when it is resolved. */
export type NotifiedAlert = {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** As it was sent: with the fingerprint it identifies the alert. */
  startsAt: string;
  /** When it began by our clock: never after the notification came in. */
  beganAt: string;
  endsAt?: string;
  generatorURL: string;
  /** Of alerts that Grafana manages, or empty. */
  panelURL: string;
  dashboardURL: string;
  /** A picture of the panel. */
  imageURL: string;
  /** Results of the rule's queries and expressions, by their ids. */
  values: Record<string, number>;
  fingerprint: string;
  /** What was wrong with it and how it was taken, for readers. */
  oddities: string[];
};

/** The state of one alert group at one moment. */
export type Notification = {
  groupKey: string;
  /** Of Grafana. */
  orgId?: number;
  receiver: string;
  groupLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  externalURL: string;
  alerts: NotifiedAlert[];
  /** Alerts that Alertmanager left out by its `max_alerts`. */
  truncatedAlerts: number;
  /** Alerts beyond {@link MAX_ALERTS}, and entries that are no alerts. */
  leftOut: number;
};

type Fields = Record<string, unknown>;

/** The body of a webhook as JSON; nothing else of it is certain. */
export type SentNotification = Fields & { alerts: readonly unknown[] };

/**
 * Reads a notification of Alertmanager, alert by alert: an odd field costs
 * no other alert, and no alert is refused for one. Alertmanager sends nothing
 * again after a 4xx, so that whatever is refused is lost.
 *
 * @param receivedAt - times after it are taken for it, because clocks differ
 */
export function parseNotification(
  sent: SentNotification,
  receivedAt: Date,
): Notification {
  const entries = sent.alerts;
  const alerts = new Map<string, NotifiedAlert>();
  let leftOut = Math.max(0, entries.length - MAX_ALERTS);
  for (const entry of entries.slice(0, MAX_ALERTS)) {
    const alert = readAlert(entry, receivedAt);
    if (!alert) {
      leftOut += 1;
      continue;
    }
    const id = `${alert.fingerprint} ${alert.startsAt}`;
    const other = alerts.get(id);
    if (!other || other.status === 'firing') alerts.set(id, alert);
  }
  return {
    groupKey: groupKeyOf(sent),
    ...(typeof sent.orgId === 'number' && { orgId: sent.orgId }),
    receiver: readReceiver(sent),
    groupLabels: readLabels(sent.groupLabels),
    commonAnnotations: readLabels(sent.commonAnnotations),
    externalURL: readText(sent.externalURL) ?? '',
    alerts: [...alerts.values()],
    truncatedAlerts: readCount(sent.truncatedAlerts),
    leftOut,
  };
}

/** What the notification is about, made up where it does not say it. */
export function groupKeyOf(sent: SentNotification): string {
  return (
    readText(sent.groupKey)?.slice(0, MAX_GROUP_KEY) ||
    `${readReceiver(sent)}:${JSON.stringify(readLabels(sent.groupLabels))}`
  );
}

/** What identifies an alert, which may be without a start that can be read. */
export function identifyAlert(entry: unknown): {
  fingerprint: string;
  startsAt?: string;
} {
  const sent = fieldsOf(entry);
  return {
    fingerprint: readFingerprint(sent.fingerprint, readLabels(sent.labels)),
    startsAt: readTime(sent.startsAt),
  };
}

/** Labels as they are stored, whatever was sent. */
export function readLabels(value: unknown): Record<string, string> {
  return readTexts(value).texts;
}

/**
 * An idempotency key. A notification that is sent again has the same one; it
 * changes when an alert joins, ends or starts again, and with the hour: that
 * Alertmanager still repeats it is news.
 */
export function toDeliveryId(sent: SentNotification, receivedAt: Date): string {
  const alerts = sent.alerts
    .map(entry => {
      const { labels, startsAt, endsAt, status, fingerprint } = fieldsOf(entry);
      return JSON.stringify([
        fingerprint ?? labels,
        startsAt,
        status === 'resolved' ? endsAt : '',
        status,
      ]);
    })
    .sort();
  const hour = Math.floor(receivedAt.getTime() / 3_600_000);
  return sha256(JSON.stringify([sent.groupKey, sent.status, alerts, hour]));
}

/** The PromQL that an alert says it comes from. Its address is read, never called. */
export function generatorExpression(alert: {
  generatorURL: string;
}): string | undefined {
  if (!URL.canParse(alert.generatorURL)) return undefined;
  return new URL(alert.generatorURL).searchParams.get('g0.expr') || undefined;
}

/**
 * Parses the body of the webhook.
 *
 * @throws `InputError` when it is no such body at all
 */
export function readBody(
  body: string,
  sender: Sender = 'Alertmanager',
): SentNotification {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InputError(`The body of the ${sender} webhook is not JSON`);
  }
  const sent = fieldsOf(json);
  const { alerts } = sent;
  if (!Array.isArray(alerts) || alerts.length === 0) {
    throw new InputError(
      `Not a webhook of ${sender}: the body has no list of alerts`,
    );
  }
  return { ...sent, alerts };
}

function readReceiver(sent: Fields): string {
  return cutText(readText(sent.receiver) ?? '', MAX_NAME);
}

function readLink(value: unknown): string {
  return (readText(value) ?? '').slice(0, MAX_LINK);
}

/** `undefined` for what is no alert: it has no labels that could identify it. */
function readAlert(
  entry: unknown,
  receivedAt: Date,
): NotifiedAlert | undefined {
  const sent = fieldsOf(entry);
  const { texts: labels, cut } = readTexts(sent.labels);
  if (Object.keys(labels).length === 0) return undefined;
  const annotations = readTexts(sent.annotations);
  const oddities: string[] = [];
  if (cut || annotations.cut) oddities.push('Its long texts were cut.');

  const now = receivedAt.toISOString();
  const start = readTime(sent.startsAt);
  if (!start)
    oddities.push('It came without a start; the time of arrival is taken.');
  const startsAt = start ?? now;
  const beganAt = startsAt > now ? now : startsAt;
  if (isSkewed(startsAt, receivedAt)) {
    oddities.push(
      `It is dated ${startsAt}, after its arrival; the time of arrival is taken. The clocks differ.`,
    );
  }
  const sentEnd = readTime(sent.endsAt);
  const isResolved =
    sent.status === 'resolved' ||
    (sent.status !== 'firing' && sentEnd !== undefined && sentEnd <= now);
  const alert: NotifiedAlert = {
    status: isResolved ? 'resolved' : 'firing',
    labels,
    annotations: annotations.texts,
    startsAt,
    beganAt,
    generatorURL: readLink(sent.generatorURL),
    panelURL: readLink(sent.panelURL),
    dashboardURL: readLink(sent.dashboardURL),
    imageURL: readLink(sent.imageURL),
    values: readNumbers(sent.values),
    fingerprint: readFingerprint(sent.fingerprint, labels),
    oddities,
  };
  const reason = stateReason(annotations.texts, isResolved);
  if (reason) oddities.push(reason);
  if (!isResolved) return alert;
  let endsAt = sentEnd ?? now;
  if (!sentEnd)
    oddities.push('It ended without a time; the time of arrival is taken.');
  if (isSkewed(endsAt, receivedAt)) {
    oddities.push(
      `Its end is dated ${endsAt}, after its arrival; the time of arrival is taken.`,
    );
  }
  if (endsAt > now) endsAt = now;
  if (endsAt < beganAt) {
    oddities.push(
      `Its end is dated ${endsAt}, before its start; the start is taken.`,
    );
    endsAt = beganAt;
  }
  return { ...alert, endsAt };
}

/** Seconds are not worth a word. */
function isSkewed(time: string, receivedAt: Date) {
  return Date.parse(time) > receivedAt.getTime() + 60_000;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** Any JSON value as text that can be stored; `undefined` for none. */
function readText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return storableText(
    typeof value === 'string' ? value : JSON.stringify(value),
  );
}

function readTexts(value: unknown) {
  const entries = Object.entries(fieldsOf(value));
  let cut = entries.length > MAX_LABELS;
  const texts: Record<string, string> = {};
  for (const [name, item] of entries.slice(0, MAX_LABELS)) {
    const text = readText(item);
    if (text === undefined || name === '__proto__') continue;
    cut ||= text.length > MAX_VALUE || name.length > MAX_NAME;
    texts[cutText(storableText(name), MAX_NAME)] = cutText(
      text,
      MAX_VALUE,
      CUT_MARK,
    );
  }
  return { texts, cut };
}

function readNumbers(value: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value))
      .filter(
        (entry): entry is [string, number] =>
          /^[\w ]{1,40}$/.test(entry[0]) && Number.isFinite(entry[1]),
      )
      .slice(0, MAX_LABELS),
  );
}

function readTime(value: unknown): string | undefined {
  if (typeof value !== 'string' || GO_ZERO_TIME.test(value)) return undefined;
  return isoTimeSchema.safeParse(value).data;
}

function readCount(value: unknown): number {
  const count = Number(value);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}

/** Alertmanager's own, else one of the same kind from the labels. */
function readFingerprint(value: unknown, labels: Record<string, string>) {
  return typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value)
    ? value
    : sha256(JSON.stringify(Object.entries(labels).sort())).slice(0, 16);
}

function sha256(text: string) {
  return createHash('sha256').update(text).digest('hex');
}
