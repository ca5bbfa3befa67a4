import type {
  CreateIncident,
  Incident,
  PatchIncident,
  Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import { webUrlSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { PrometheusConfig } from '../config/config';
import type { Notification } from '../webhook/payload';
import type { TrackedAlert } from './types';

type SeverityConfig = Pick<
  PrometheusConfig,
  'severityLabel' | 'severities' | 'defaultSeverity'
>;

/** The incident that a group of alerts opens. */
export function newIncident(options: {
  key: string;
  alerts: TrackedAlert[];
  notification: Notification;
  config: SeverityConfig;
}): CreateIncident {
  const { key, alerts, notification, config } = options;
  const startedAt = alerts.map(alert => alert.startsAt).sort()[0];
  const externalUrl = webUrlSchema.safeParse(notification.externalURL);
  return {
    key,
    title: titleOf(notification, alerts),
    ...(notification.commonAnnotations.description && {
      description: notification.commonAnnotations.description
        .trim()
        .slice(0, 10_000),
    }),
    severity: worstSeverity(alerts, config),
    services: servicesOf(alerts),
    startedAt,
    // An alert is the earliest that anyone can have noticed.
    detectedAt: startedAt,
    ...resolution(alerts),
    visibility: 'public',
    participants: [],
    ...(externalUrl.success && { sourceUrl: externalUrl.data }),
  };
}

/**
 * What has to change in an incident for its alerts. What a person has written stays: a time is moved only when it is one of the alerts'
 * own, services and severity grow only with alerts that the incident has not been told of.
 *
 * @returns `undefined` when nothing has to
 */
export function incidentPatch(options: {
  incident: Incident;
  alerts: TrackedAlert[];
  config: SeverityConfig;
}): PatchIncident | undefined {
  const { incident, alerts, config } = options;
  const patch: PatchIncident = {};
  const starts = alerts.map(alert => alert.startsAt).sort();
  if (starts[0] < incident.startedAt && starts.includes(incident.startedAt)) {
    patch.startedAt = starts[0];
    if (incident.detectedAt === incident.startedAt) {
      patch.detectedAt = starts[0];
    }
  }
  const news = alerts.filter(
    alert => !alert.firingApplied && !alert.endApplied,
  );
  if (news.length > 0) {
    const services = [
      ...new Set([...incident.services, ...servicesOf(news)]),
    ].slice(0, 50);
    if (services.length > incident.services.length) patch.services = services;
    const severity = worstSeverity(news, config);
    if (severity < incident.severity) patch.severity = severity;
  }
  Object.assign(patch, resolutionPatch(incident, alerts));
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function resolutionPatch(
  incident: Incident,
  alerts: TrackedAlert[],
): PatchIncident {
  const { resolvedAt: end } = resolution(alerts);
  const isOurs = alerts.some(alert => alert.endsAt === incident.resolvedAt);
  if (!end) return incident.resolvedAt && isOurs ? { resolvedAt: null } : {};
  if (incident.resolvedAt && !(isOurs && incident.resolvedAt < end)) return {};
  // A person may have moved the start, or noted a mitigation, past the end of the alerts.
  const resolvedAt = [end, incident.startedAt, incident.mitigatedAt ?? end]
    .sort()
    .at(-1)!;
  return resolvedAt === incident.resolvedAt ? {} : { resolvedAt };
}

/** The end of the last alert, once all have ended. */
function resolution(alerts: TrackedAlert[]): { resolvedAt?: string } {
  const ends = alerts.flatMap(alert => alert.endsAt ?? []).sort();
  return ends.length === alerts.length ? { resolvedAt: ends.at(-1) } : {};
}

/** Alertmanager promises no title: the annotations that people write for readers, else the alerts' names. */
function titleOf(notification: Notification, alerts: TrackedAlert[]) {
  const { commonAnnotations, alerts: notified } = notification;
  const names = [...new Set(alerts.map(alert => alert.name))].join(', ');
  const service = alerts.find(alert => alert.service.name)?.service.name;
  const candidates = [
    commonAnnotations.title,
    commonAnnotations.summary,
    ...notified.map(alert => alert.annotations.summary),
    service ? `${names} on ${service}` : names,
  ];
  const title = candidates.map(text => text?.trim()).find(Boolean);
  return (title ?? names).slice(0, 300);
}

function worstSeverity(alerts: TrackedAlert[], config: SeverityConfig) {
  const { severityLabel, severities, defaultSeverity } = config;
  const found = alerts.map((alert): Severity => {
    const value = alert.labels[severityLabel];
    return value !== undefined && Object.hasOwn(severities, value)
      ? severities[value]
      : defaultSeverity;
  });
  return found.sort()[0];
}

function servicesOf(alerts: TrackedAlert[]) {
  return [...new Set(alerts.map(alert => alert.service.ref))].slice(0, 50);
}
