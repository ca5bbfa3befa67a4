import {
  findTimeOrderProblems,
  type Incident,
  type PatchIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { fromTimeField, toTimeField } from './times';

export const INCIDENT_TIMES = [
  'startedAt',
  'detectedAt',
  'mitigatedAt',
  'resolvedAt',
] as const;

type IncidentTime = (typeof INCIDENT_TIMES)[number];

/** An incident as a form holds it: times in UTC as `datetime-local` fields hold them, empty when there is none. */
export type IncidentForm = Pick<
  Incident,
  'title' | 'severity' | 'services' | 'visibility' | 'participants'
> & { description: string } & Record<IncidentTime, string>;

export type IncidentField = keyof IncidentForm;

/** What can be wrong with a field before it is sent. */
export type IncidentMistake = 'title' | 'services' | 'startedAt' | 'order';

export function formOf(incident: Incident): IncidentForm {
  const { title, severity, services, visibility, participants } = incident;
  return {
    title,
    severity,
    services,
    visibility,
    participants,
    description: incident.description ?? '',
    startedAt: toTimeField(incident.startedAt),
    detectedAt: toTimeField(incident.detectedAt),
    mitigatedAt: toTimeField(incident.mitigatedAt),
    resolvedAt: toTimeField(incident.resolvedAt),
  };
}

/** The fields that differ, as the API takes them; empty when nothing was changed. */
export function incidentChangesOf(
  before: IncidentForm,
  after: IncidentForm,
): PatchIncident {
  const changed = (field: IncidentField) =>
    JSON.stringify(normal(before[field])) !==
    JSON.stringify(normal(after[field]));
  const { title, severity, services, visibility, participants } = after;
  const time = (field: Exclude<IncidentTime, 'startedAt'>) =>
    changed(field) && {
      [field]: after[field] ? fromTimeField(after[field]) : null,
    };
  return {
    ...(changed('title') && { title }),
    ...(changed('severity') && { severity }),
    ...(changed('services') && { services }),
    ...(changed('visibility') && { visibility }),
    ...(changed('participants') && { participants }),
    ...(changed('description') && { description: after.description || null }),
    ...(changed('startedAt') && { startedAt: fromTimeField(after.startedAt) }),
    ...time('detectedAt'),
    ...time('mitigatedAt'),
    ...time('resolvedAt'),
  };
}

/** What the server would refuse without looking further. */
export function mistakesOf(
  form: IncidentForm,
): Partial<Record<IncidentField, IncidentMistake>> {
  const times = Object.fromEntries(
    INCIDENT_TIMES.filter(field => form[field]).map(field => [
      field,
      fromTimeField(form[field]),
    ]),
  );
  return {
    ...(form.title.trim() === '' && { title: 'title' as const }),
    ...(form.services.length === 0 && { services: 'services' as const }),
    ...(form.startedAt === '' && { startedAt: 'startedAt' as const }),
    ...Object.fromEntries(
      findTimeOrderProblems(times).map(({ field }) => [field, 'order']),
    ),
  };
}

/** Browsers leave out seconds of zero once somebody has been in a time field. */
function normal(value: string | string[]) {
  return typeof value === 'string'
    ? value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d):00$/, '$1')
    : value;
}
