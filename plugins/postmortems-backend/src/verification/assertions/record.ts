import { RECORD_EVIDENCE_ID } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import { contradictedBy, holdsBy, spanAt, unsupported } from './result';
import type { Evaluator } from './types';

/** What the incident's record says. */
export const evaluateRecord: Evaluator<'record'> = (
  { field, values },
  facts,
) => {
  if (facts.isChanged(RECORD_EVIDENCE_ID)) {
    return unsupported('The record of the incident is not what was sealed');
  }
  const { incident } = facts.seal;
  if (field === 'services') {
    const services = Array.isArray(incident.services)
      ? incident.services.map(ref => facts.serviceKey(String(ref)))
      : [];
    const stated = values.map(name => facts.serviceKey(name));
    const isSame =
      services.length === stated.length &&
      stated.every(key => services.includes(key));
    const spans = services.flatMap((_, index) =>
      spanAt(facts, RECORD_EVIDENCE_ID, `/services/${index}`),
    );
    return isSame
      ? holdsBy('The record names these services', ...spans)
      : contradictedBy(`The record names ${services.join(', ')}`, ...spans);
  }
  if (field === 'times')
    return unsupported('A record of times is stated by durations');
  const actual = incident[field];
  const span = spanAt(facts, RECORD_EVIDENCE_ID, `/${field}`);
  if (typeof actual !== 'string')
    return unsupported(`The record has no ${field}`);
  return nameKey(actual) === nameKey(values[0])
    ? holdsBy('The record says so', ...span)
    : contradictedBy(`The record says ${actual}`, ...span);
};
