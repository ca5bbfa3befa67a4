import {
  CreateIncident,
  createIncidentSchema,
  incidentKeySchema,
  Severity,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What stands in the fields of the start dialog. Times are UTC as `datetime-local` fields hold them. */
export type StartForm = {
  source: 'new' | 'existing';
  key: string;
  title: string;
  severity: Severity;
  service: string;
  startedAt: string;
  resolvedAt: string;
};

const FIELDS = ['key', 'title', 'startedAt', 'resolvedAt', 'services'] as const;

/** A field that can be wrong. */
export type StartField = (typeof FIELDS)[number];

/** What to send, or the fields to mend. */
export type CheckedForm =
  | { key: string; incident?: CreateIncident }
  | { wrong: ReadonlySet<StartField> };

/** Checks the fields by the schema that the server checks them by. */
export function checkStartForm(form: StartForm): CheckedForm {
  const key = form.key.trim();
  if (form.source === 'existing') {
    return incidentKeySchema.safeParse(key).success
      ? { key }
      : { wrong: new Set<StartField>(['key']) };
  }
  const checked = createIncidentSchema.safeParse({
    key,
    title: form.title,
    severity: form.severity,
    services: form.service ? [form.service] : [],
    startedAt: toIso(form.startedAt),
    ...(form.resolvedAt && { resolvedAt: toIso(form.resolvedAt) }),
  });
  if (checked.success) return { key, incident: checked.data };
  const paths = new Set(checked.error.issues.map(issue => issue.path[0]));
  return { wrong: new Set(FIELDS.filter(field => paths.has(field))) };
}

/** The time now, as a `datetime-local` field of UTC holds it. */
export function utcFieldValue(date: Date): string {
  return date.toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
}

/** `datetime-local` leaves out seconds of zero, which ISO times need. */
function toIso(field: string): string {
  return /T\d\d:\d\d$/.test(field) ? `${field}:00Z` : `${field}Z`;
}
