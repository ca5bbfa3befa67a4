import {
  CreateIncident,
  createIncidentSchema,
  incidentKeySchema,
  Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { CatalogOption } from './catalogSearch';
import { toFieldValue, toInstant } from './localTime';

/** What stands in the fields of the start dialog. Times are local, as `datetime-local` fields hold them. */
export type StartForm = {
  source: 'new' | 'existing';
  key: string;
  title: string;
  services: CatalogOption[];
  severity: Severity;
  startedAt: string;
  resolvedAt: string;
  participants: CatalogOption[];
  isPrivate: boolean;
};

const FIELDS = [
  'key',
  'title',
  'services',
  'severity',
  'startedAt',
  'resolvedAt',
  'participants',
] as const;

/** A field that can be wrong; the API calls them the same. */
export type StartField = (typeof FIELDS)[number];

/** What is wrong with fields, in words. */
export type FieldErrors = Partial<Record<StartField, string>>;

/** What to send, or the fields to mend. */
export type CheckedForm =
  | { key: string; incident?: CreateIncident }
  | { wrong: StartField[] };

/** A form that nothing has been put into but the services. */
export function emptyForm(services: CatalogOption[]): StartForm {
  return {
    source: 'new',
    key: '',
    title: '',
    services,
    severity: 'sev3',
    startedAt: toFieldValue(new Date()),
    resolvedAt: '',
    participants: [],
    isPrivate: false,
  };
}

/** Checks the fields by the schema that the server checks them by. */
export function checkStartForm(form: StartForm): CheckedForm {
  const key = form.key.trim();
  if (form.source === 'existing') {
    return incidentKeySchema.safeParse(key).success
      ? { key }
      : { wrong: ['key'] };
  }
  const checked = createIncidentSchema.safeParse({
    key,
    title: form.title,
    severity: form.severity,
    services: form.services.map(({ ref }) => ref),
    startedAt: toInstant(form.startedAt),
    ...(form.resolvedAt && { resolvedAt: toInstant(form.resolvedAt) }),
    participants: form.participants.map(({ ref }) => ref),
    visibility: form.isPrivate ? 'private' : 'public',
  });
  if (checked.success) return { key, incident: checked.data };
  const paths = new Set(checked.error.issues.map(issue => issue.path[0]));
  return { wrong: FIELDS.filter(field => paths.has(field)) };
}

/** The field with a name, if the form has it. */
export function fieldNamed(name: string): StartField | undefined {
  return FIELDS.find(field => field === name);
}
