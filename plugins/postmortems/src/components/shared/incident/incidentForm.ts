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

/**
 * The values of an incident form. Times have the format of `datetime-local`
 * fields, and are empty if unknown.
 */
export type IncidentForm = Pick<
  Incident,
  'title' | 'severity' | 'services' | 'visibility' | 'participants'
> & { description: string } & Record<IncidentTime, string>;

/** A field that can be invalid. */
export type IncidentField = Exclude<keyof IncidentForm, 'visibility'>;

/** As {@link IncidentField}, or the key of a new incident. */
export type InvalidField = IncidentField | 'key';

/** In the form's order. */
const INCIDENT_FIELDS: readonly IncidentField[] = [
  'title',
  'services',
  'severity',
  ...INCIDENT_TIMES,
  'participants',
  'description',
];

/** The form values of an incident, with defaults for what is missing. */
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
 * Validates a form with the server's schema: the incident to send, or the
 * invalid fields.
 *
 * @param before - the recorded incident, whose unchanged times keep their milliseconds
 */
export function checkIncident(
  key: string,
  form: IncidentForm,
  before?: Incident,
): { incident: CreateIncident } | { invalid: InvalidField[] } {
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
  const invalid = new Set<unknown>([
    ...checked.error.issues.map(({ path }) => path[0]),
    // The schema checks the order only if all fields are valid
    ...findTimeOrderProblems(times).map(({ field }) => field),
  ]);
  return {
    invalid: (['key', ...INCIDENT_FIELDS] as const).filter(field =>
      invalid.has(field),
    ),
  };
}

/** The patch from one state to another; empty without changes. */
export function incidentChanges(
  before: Incident,
  after: CreateIncident,
): PatchIncident {
  return Object.fromEntries(
    ([...INCIDENT_FIELDS, 'visibility'] as const)
      .filter(
        field => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
      )
      .map(field => [field, after[field] ?? null]),
  );
}

/** The form field for a JSON pointer into the request. */
export function incidentFieldOf(path: string): IncidentField | undefined {
  const [, name] = path.split('/');
  return INCIDENT_FIELDS.find(field => field === name);
}
