import {
  incidentKeySchema,
  type CreateIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Problems } from '../shared/form/useForm';
import {
  checkIncident,
  incidentFormOf,
  type IncidentForm,
  type WrongField,
} from '../shared/incident/incidentForm';

const MINUTE_MS = 60 * 1000;

/** What stands in the fields of the start dialog. */
export type StartForm = IncidentForm & {
  source: 'new' | 'existing';
  key: string;
};

/** What each part of the start dialog's form is given. */
export type StartFieldsProps = {
  form: StartForm;
  problems: Problems<StartForm>;
  onChange(change: Partial<StartForm>): void;
};

/** A form that nothing has been put into but the services; the incident started in this minute. */
export function emptyForm(services: string[]): StartForm {
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  return {
    ...incidentFormOf({ services, startedAt: new Date(now).toISOString() }),
    source: 'new',
    key: '',
  };
}

/** What to send, or the fields to mend. */
export function checkStartForm(
  form: StartForm,
): { key: string; incident?: CreateIncident } | { wrong: WrongField[] } {
  const key = form.key.trim();
  if (form.source === 'existing') {
    return incidentKeySchema.safeParse(key).success
      ? { key }
      : { wrong: ['key'] };
  }
  const checked = checkIncident(key, form);
  return 'wrong' in checked ? checked : { key, ...checked };
}
