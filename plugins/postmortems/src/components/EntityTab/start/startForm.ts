import {
  incidentKeySchema,
  type CreateIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  checkIncident,
  incidentFormOf,
  type IncidentForm,
  type InvalidField,
} from '../../shared/incident/incidentForm';

const MINUTE_MS = 60 * 1000;

/** The values of the start dialog. */
export type StartForm = IncidentForm & {
  source: 'new' | 'existing';
  key: string;
};

/** An empty form for these services. The incident started in this minute. */
export function emptyForm(services: string[]): StartForm {
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  return {
    ...incidentFormOf({ services, startedAt: new Date(now).toISOString() }),
    source: 'new',
    key: '',
  };
}

/** What to send, or the invalid fields. */
export function checkStartForm(
  form: StartForm,
): { key: string; incident?: CreateIncident } | { invalid: InvalidField[] } {
  const key = form.key.trim();
  if (form.source === 'existing') {
    return incidentKeySchema.safeParse(key).success
      ? { key }
      : { invalid: ['key'] };
  }
  const checked = checkIncident(key, form);
  return 'invalid' in checked ? checked : { key, ...checked };
}
