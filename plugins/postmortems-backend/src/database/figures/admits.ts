import type { IncidentCriteria, IncidentFilter } from '../types';
import type { KnownIncident } from './KnownIncident';

type Test = (incident: KnownIncident) => boolean;

/** Whether criteria admit an incident; the same ones as `applyCriteria` restricts queries to. */
export function admits(criteria: IncidentCriteria | undefined): Test {
  if (!criteria) return () => true;
  if ('anyOf' in criteria) {
    const tests = criteria.anyOf.map(admits);
    return incident => tests.some(test => test(incident));
  }
  if ('allOf' in criteria) {
    const tests = criteria.allOf.map(admits);
    return incident => tests.every(test => test(incident));
  }
  if ('not' in criteria) {
    const test = admits(criteria.not);
    return incident => !test(incident);
  }
  return passes(criteria);
}

function passes({ field, values }: IncidentFilter): Test {
  const wanted = new Set<string>(values);
  switch (field) {
    case 'participant':
      return ({ participants }) => participants.some(ref => wanted.has(ref));
    case 'service':
      return ({ services }) => services.some(ref => wanted.has(ref));
    default:
      return incident => wanted.has(incident[field]);
  }
}
