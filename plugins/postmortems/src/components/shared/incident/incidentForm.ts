import {
  createIncidentSchema,
  findTimeOrderProblems,
  type CreateIncident,
  type Incident,
  type PatchIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { toInstant, toTimeField } from '../form/timeField';

export const INCIDENT_TIMES = [
  'startedAt',
  'detectedAt',
  'mitigatedAt',
  'resolvedAt',
] as const;

export type IncidentTime = (typeof INCIDENT_TIMES)[number];

/** An incident as a form holds it: times as `datetime-local` fields hold them, empty when there is none. */
export type IncidentForm = Pick<
  Incident,
  'title' | 'severity' | 'services' | 'visibility' | 'participants'
> & { description: string } & Record<IncidentTime, string>;

/** A field that can be wrong. */
export type IncidentField = Exclude<keyof IncidentForm, 'visibility'>;

/** As {@link IncidentField}, and the key of an incident that is being opened. */
export type WrongField = IncidentField | 'key';

/** In the order of the form. */
export const INCIDENT_FIELDS: readonly IncidentField[] = [
  'title',
  'services',
  'severity',
  ...INCIDENT_TIMES,
  'participants',
  'description',
];

/** The form of an incident; of one that is not on record, what there is to begin with. */
export function incidentFormOf(incident: Partial<Incident>): IncidentForm {
  const {
    title = '',
    description = '',
    severity = 'sev3',
    services = [],
    visibility = 'public',
    participants = [],
  } = incident;
  return {
    title,
    description,
    severity,
    services,
    visibility,
    participants,
    startedAt: toTimeField(incident.startedAt),
    detectedAt: toTimeField(incident.detectedAt),
    mitigatedAt: toTimeField(incident.mitigatedAt),
    resolvedAt: toTimeField(incident.resolvedAt),
  };
}

/**
 * What to send, or the fields to mend, by the schema that the server checks them by.
 *
 * @param before - of an incident on record: times that nobody has touched stay what they are, to the millisecond
 */
export function checkIncident(
  key: string,
  form: IncidentForm,
  before?: Incident,
): { incident: CreateIncident } | { wrong: WrongField[] } {
  const { title, description, severity, services, visibility, participants } =
    form;
  const times: Partial<Record<IncidentTime, string>> = Object.fromEntries(
    INCIDENT_TIMES.filter(field => form[field]).map(field => [
      field,
      before && form[field] === toTimeField(before[field])
        ? before[field]
        : toInstant(form[field]),
    ]),
  );
  const checked = createIncidentSchema.safeParse({
    key,
    title,
    ...(description.trim() && { description }),
    severity,
    services,
    visibility,
    participants,
    ...times,
  });
  if (checked.success) return { incident: checked.data };
  const wrong = new Set<unknown>([
    ...checked.error.issues.map(({ path }) => path[0]),
    // The schema looks at these only once nothing else is wrong
    ...findTimeOrderProblems(times).map(({ field }) => field),
  ]);
  return {
    wrong: (['key', ...INCIDENT_FIELDS] as const).filter(one => wrong.has(one)),
  };
}

/** The fields that differ, as the API takes them; empty when nothing was changed. */
export function incidentChanges(
  before: Incident,
  after: CreateIncident,
): PatchIncident {
  const changed = (field: keyof IncidentForm) =>
    JSON.stringify(before[field]) !== JSON.stringify(after[field]);
  const { title, severity, services, visibility, participants } = after;
  const clearable = (
    field: 'description' | 'detectedAt' | 'mitigatedAt' | 'resolvedAt',
  ) => changed(field) && { [field]: after[field] ?? null };
  return {
    ...(changed('title') && { title }),
    ...(changed('severity') && { severity }),
    ...(changed('services') && { services }),
    ...(changed('visibility') && { visibility }),
    ...(changed('participants') && { participants }),
    ...(changed('startedAt') && { startedAt: after.startedAt }),
    ...clearable('description'),
    ...clearable('detectedAt'),
    ...clearable('mitigatedAt'),
    ...clearable('resolvedAt'),
  };
}

/** The field behind a place in what was sent. */
export function incidentFieldOf(path: string): IncidentField | undefined {
  const [, name] = path.split('/');
  return INCIDENT_FIELDS.find(field => field === name);
}
