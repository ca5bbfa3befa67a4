import {
  type CreateIncident,
  cutText,
  type Incident,
  type PatchIncident,
  type Severity,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  mapSeverity,
  type SourceNotice,
} from '@postmortems/backstage-plugin-postmortems-node';
import { serviceTagsIn, type ServiceTags } from '../catalog/ServiceTags';
import { digest } from '../collect/Collection';
import { type MonitorEvent, severityOf } from '../collect/monitorEvent';
import { plainText } from '../collect/plainText';
import type { DatadogConfig } from '../config/config';
import type { Notification } from './notification';

/** The services of an alert. */
export type ResolvedServices = {
  /** At least one, made up when there is none. */
  refs: string[];
  /** Those of them that the catalog has. */
  known: string[];
  /** Tags that no component has. */
  unknown: string[];
};

/** The key of the incident of an alert's cycle. */
export function keyOf({ cycleKey, change }: Notification): string {
  return `datadog-${change.monitorId}-${digest(cycleKey).slice(0, 12)}`;
}

/**
 * Entities of the catalog for the tags `service`. One that the catalog does not have
 * still has its name, so that no alert is lost.
 */
export async function resolveServices(
  change: Pick<MonitorEvent, 'groups' | 'tags'>,
  tags: ServiceTags,
): Promise<ResolvedServices> {
  const names = new Set(serviceTagsIn([...change.groups, ...change.tags]));
  const known: string[] = [];
  const unknown: string[] = [];
  for (const name of [...names].slice(0, 50)) {
    const ref = await tags.find(name);
    if (ref) known.push(ref);
    else unknown.push(name);
  }
  const refs = [...new Set([...known, ...unknown.map(guessedRef)])];
  return { refs: refs.length > 0 ? refs : [guessedRef('')], known, unknown };
}

function guessedRef(name: string): string {
  const safe = name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[^a-z0-9]+$/, '');
  return `component:default/${safe || 'unknown'}`;
}

type SeverityConfig = Pick<DatadogConfig, 'severities' | 'defaultSeverity'>;

/** By the tag `severity`, else the monitor's priority, else the state. */
export function severityFor(
  notification: Notification,
  config: SeverityConfig,
): Severity | 'none' {
  if (notification.change.state === 'ok') return config.defaultSeverity;
  return (
    mapSeverity(severityWord(notification), config.severities) ??
    config.defaultSeverity
  );
}

function severityWord({ change, priority }: Notification): string {
  const hasTag = change.tags.some(tag => /^severity:./.test(tag));
  return hasTag ? severityOf(change) : priority || severityOf(change);
}

/** A new incident for an alert. */
export function toIncident(options: {
  key: string;
  notification: Notification;
  severity: Severity;
  services: ResolvedServices;
}): CreateIncident {
  const { key, notification, severity, services } = options;
  const { change, link } = notification;
  const startedAt = change.at.toISOString();
  const description = cutText(plainText(change.message), 10_000);
  const sourceUrl = webUrlSchema.safeParse(link).data;
  return {
    key,
    title: cutText(change.name, 300),
    ...(description && { description }),
    severity,
    services: services.refs,
    startedAt,
    // Nobody can have detected it before the alert
    detectedAt: startedAt,
    visibility: 'public',
    participants: [],
    ...(sourceUrl && { sourceUrl }),
  };
}

/**
 * The changes that an alert makes to its incident. Edits by people stay: a
 * recovery ends only what has no end, and severity only becomes worse.
 *
 * @returns `undefined` when nothing changes
 */
export function toPatch(options: {
  incident: Incident;
  change: MonitorEvent;
  severity: Severity;
  services: ResolvedServices;
}): PatchIncident | undefined {
  const { incident, change, severity, services } = options;
  const patch: PatchIncident = {};
  if (change.state === 'ok') {
    if (!incident.resolvedAt) {
      // A person may have set the start or the mitigation after the recovery
      patch.resolvedAt = [
        change.at.toISOString(),
        incident.startedAt,
        incident.mitigatedAt ?? '',
      ]
        .sort()
        .at(-1);
    }
  } else {
    if (severity < incident.severity) patch.severity = severity;
    const all = [...new Set([...incident.services, ...services.known])].slice(
      0,
      50,
    );
    if (all.length > incident.services.length) patch.services = all;
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** What readers of the incident should know. */
export function noticesOf(options: {
  notification: Notification;
  block: SeverityConfig;
  services: ResolvedServices;
}): SourceNotice[] {
  const { notification, block, services } = options;
  const { change, oddity } = notification;
  const notices: SourceNotice[] = [];
  if (services.unknown.length > 0) {
    notices.push({
      code: 'unknown-service',
      message: `Datadog names the service ${services.unknown.join(
        ', ',
      )}, which no component of the catalog has. Add the annotation datadoghq.com/service to the component that is meant.`,
    });
  } else if (serviceTagsIn([...change.groups, ...change.tags]).length === 0) {
    notices.push({
      code: 'unknown-service',
      message: `Monitor ${change.monitorId} has no tag service, so that the service is unknown. Add the tag to the monitor.`,
    });
  }
  const word = severityWord(notification);
  if (
    change.state !== 'ok' &&
    mapSeverity(word, block.severities) === undefined
  ) {
    notices.push({
      code: 'unknown-severity',
      message: `Datadog gives the severity "${word}", which is not in the table of severities; ${block.defaultSeverity} was taken.`,
    });
  }
  if (oddity) notices.push({ code: 'clock', message: oddity });
  return notices;
}
