import type {
  CreateIncident,
  Incident,
  PatchIncident,
  Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  cutText,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { mapSeverity } from '@postmortems/backstage-plugin-postmortems-node';
import type { AlertRules } from '../config/parts';
import type { Notification } from '../webhook/payload';
import type { TrackedAlert } from './TrackedAlert';

type SeverityConfig = Pick<
  AlertRules,
  'severityLabel' | 'severities' | 'defaultSeverity'
>;

/** A new incident for a group of alerts. */
export function toIncident(options: {
  key: string;
  alerts: TrackedAlert[];
  notification: Notification;
  config: SeverityConfig;
}): CreateIncident {
  const { key, alerts, notification, config } = options;
  const startedAt = alerts.map(alert => alert.beganAt).sort()[0];
  const externalUrl = webUrlSchema.safeParse(notification.externalURL);
  return {
    key,
    title: toTitle(notification, alerts),
    ...(notification.commonAnnotations.description && {
      description: cutText(
        notification.commonAnnotations.description.trim(),
        10_000,
      ),
    }),
    severity: worstSeverity(alerts, config),
    services: toServiceRefs(alerts),
    startedAt,
    // Nobody can have detected it before the first alert
    detectedAt: startedAt,
    ...resolution(alerts),
    visibility: 'public',
    participants: [],
    ...(externalUrl.success && { sourceUrl: externalUrl.data }),
  };
}

/**
 * The changes that alerts make to an incident. Edits by people stay: a time is
 * changed only when it came from an alert, and services and severity only by
 * alerts that are not part of the incident yet.
 *
 * @returns `undefined` when nothing changes
 */
export function toIncidentPatch(options: {
  incident: Incident;
  alerts: TrackedAlert[];
  config: SeverityConfig;
}): PatchIncident | undefined {
  const { incident, alerts, config } = options;
  const patch: PatchIncident = {};
  const starts = alerts.map(alert => alert.beganAt).sort();
  if (starts[0] < incident.startedAt && starts.includes(incident.startedAt)) {
    patch.startedAt = starts[0];
    if (incident.detectedAt === incident.startedAt) {
      patch.detectedAt = starts[0];
    }
  }
  const unapplied = alerts.filter(
    alert => !alert.firingApplied && !alert.endApplied,
  );
  if (unapplied.length > 0) {
    const services = [
      ...new Set([...incident.services, ...toServiceRefs(unapplied)]),
    ].slice(0, 50);
    if (services.length > incident.services.length) patch.services = services;
    const severity = worstSeverity(unapplied, config);
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
  const isFromAlert = alerts.some(alert =>
    [alert.endsAt, alert.endApplied, alert.assumedEnd].includes(
      incident.resolvedAt,
    ),
  );
  if (!end)
    return incident.resolvedAt && isFromAlert ? { resolvedAt: null } : {};
  if (incident.resolvedAt && !isFromAlert) return {};
  // A person may have set the start or the mitigation after the alerts' end
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

/** The first annotation that is meant for readers, else the names of the alerts. */
function toTitle(notification: Notification, alerts: TrackedAlert[]) {
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
  return cutText(title ?? names, 300);
}

function worstSeverity(alerts: TrackedAlert[], config: SeverityConfig) {
  const { severityLabel, severities, defaultSeverity } = config;
  const found = alerts.map((alert): Severity => {
    const severity = mapSeverity(alert.labels[severityLabel] ?? '', severities);
    return severity === undefined || severity === 'none'
      ? defaultSeverity
      : severity;
  });
  return found.sort()[0];
}

function toServiceRefs(alerts: TrackedAlert[]) {
  return [...new Set(alerts.map(alert => alert.service.ref))].slice(0, 50);
}
