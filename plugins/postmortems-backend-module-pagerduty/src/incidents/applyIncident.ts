import {
  type CreateIncident,
  cutText,
  type Incident,
  type PatchIncident,
  type Severity,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type IncidentAccess,
  mapSeverity,
  type SourceNotice,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { PagerDutyIncident } from '../api/objects';
import type { PagerDutyApi } from '../api/PagerDutyApi';
import { type ServiceDirectory, toName } from '../catalog/ServiceDirectory';
import type { PagerDutyConfig } from '../config/config';
import { changedSeverity, priorityOf, severityFor } from './severity';

const MAX_SERVICES = 50;

/** The service of an incident. */
type ResolvedService = {
  /** Made up when the catalog does not have it. */
  ref: string;
  isKnown: boolean;
};

/** The key of an incident of PagerDuty here. */
export function keyOf(id: string): string {
  return `pagerduty-${id}`;
}

/** The id in PagerDuty of an incident that was opened by PagerDuty. */
export function idOfKey(key: string): string | undefined {
  return /^pagerduty-([A-Za-z0-9-]{1,64})$/.exec(key)?.[1];
}

/**
 * Opens, changes or ends the incident for one of PagerDuty. Edits by people stay: an
 * end is only set where there is none, and services are only added.
 *
 * @param options - `type` and `at` of the event that brings it; without a type it is
 *   what the API says. With `isEnd` the end that it tells counts.
 * @returns `undefined` for one that is none here, because of its severity
 */
export async function applyIncident(options: {
  incident: PagerDutyIncident;
  type?: string;
  at: Date;
  isEnd?: boolean;
  oddity?: string;
  block: PagerDutyConfig;
  services: ServiceDirectory;
  api: PagerDutyApi | undefined;
  access: IncidentAccess;
}): Promise<{ incident: Incident; service: ResolvedService } | undefined> {
  const { incident, block, access, services, api } = options;
  const key = keyOf(incident.id);
  let known = await access.findIncident(key);
  const isNew = !known;
  const severity = severityFor(incident, block);
  if (!known && severity === 'none') return undefined;
  const ref = incident.service
    ? await services.find(incident.service, api)
    : undefined;
  const service = {
    ref: ref ?? guessedRef(incident.service?.summary),
    isKnown: ref !== undefined,
  };
  if (!known && severity !== 'none') {
    known = await access.createIncident(
      toIncident({ ...options, key, severity, service }),
    );
  }
  if (!known) return undefined;
  const patch = toPatch({ ...options, known, isNew, service });
  if (patch) known = await access.updateIncident(key, patch);
  await access.setNotices(key, noticesOf({ ...options, known, service }));
  return { incident: known, service };
}

function guessedRef(name: string | null | undefined): string {
  return `component:default/${toName(name ?? '') || 'unknown'}`;
}

function toIncident(options: {
  key: string;
  incident: PagerDutyIncident;
  at: Date;
  severity: Severity;
  service: ResolvedService;
}): CreateIncident {
  const { key, incident, at, severity, service } = options;
  const startedAt = notAfter(incident.created_at, at);
  const sourceUrl = webUrlSchema.safeParse(incident.html_url).data;
  return {
    key,
    title: cutText(
      incident.title?.trim() || `PagerDuty incident ${incident.id}`,
      300,
    ),
    severity,
    services: [service.ref],
    startedAt,
    // PagerDuty opens an incident when somebody is to be told of it
    detectedAt: startedAt,
    visibility: 'public',
    participants: [],
    ...(sourceUrl && { sourceUrl }),
  };
}

function toPatch(options: {
  known: Incident;
  isNew: boolean;
  incident: PagerDutyIncident;
  type?: string;
  at: Date;
  isEnd?: boolean;
  service: ResolvedService;
  block: PagerDutyConfig;
}): PatchIncident | undefined {
  const { known, isNew, incident, type, at, isEnd, service, block } = options;
  const patch: PatchIncident = {};
  const isResolved = type
    ? type === 'incident.resolved' && isEnd
    : incident.status === 'resolved' && (isNew || isEnd);
  if (isResolved && !known.resolvedAt) {
    // A person may have set the start or the mitigation after the end
    patch.resolvedAt = [
      notAfter(incident.resolved_at, at),
      known.startedAt,
      known.mitigatedAt ?? '',
    ]
      .sort()
      .at(-1);
  }
  if (
    type === 'incident.reopened' &&
    known.resolvedAt &&
    at.toISOString() > known.resolvedAt
  ) {
    patch.resolvedAt = null;
  }
  if (type === 'incident.priority_updated') {
    const severity = changedSeverity(known.severity, incident, block);
    if (severity) patch.severity = severity;
  }
  if (service.isKnown && !known.services.includes(service.ref)) {
    const guess = guessedRef(incident.service?.summary);
    const others = known.services.filter(ref => ref !== guess);
    patch.services = (
      others.length < known.services.length
        ? [service.ref, ...others]
        : [...others, service.ref]
    ).slice(0, MAX_SERVICES);
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** What readers of the incident should know. */
function noticesOf(options: {
  known: Incident;
  incident: PagerDutyIncident;
  oddity?: string;
  service: ResolvedService;
  block: PagerDutyConfig;
}): SourceNotice[] {
  const { known, incident, oddity, service, block } = options;
  const notices: SourceNotice[] = [];
  const { service: named } = incident;
  if (!service.isKnown) {
    notices.push({
      code: 'unknown-service',
      message: named
        ? `PagerDuty names the service ${
            named.summary || named.id
          }, which no component of the catalog has. Add the annotation pagerduty.com/service-id: ${
            named.id
          } to the component that is meant.`
        : 'PagerDuty does not say which service it is.',
    });
  }
  const priority = priorityOf(incident);
  const mapped = priority ? mapSeverity(priority, block.severities) : undefined;
  if (priority && mapped === undefined) {
    notices.push({
      code: 'unknown-severity',
      message: `PagerDuty gives the priority "${priority}", which is not in the table of severities; it counts as ${block.defaultSeverity}.`,
    });
  } else if (mapped && (mapped === 'none' || mapped > known.severity)) {
    notices.push({
      code: 'milder-priority',
      message:
        mapped === 'none'
          ? `PagerDuty gives the priority ${priority}, with which no incident would have been opened.`
          : `PagerDuty gives the priority ${priority}, which is ${mapped}; the severity here stays ${known.severity} until somebody changes it.`,
    });
  }
  if (oddity) notices.push({ code: 'clock', message: oddity });
  return notices;
}

function notAfter(time: string | null | undefined, latest: Date): string {
  const last = latest.toISOString();
  return time && time < last ? time : last;
}
