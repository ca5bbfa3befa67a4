import type { IncidentCriteria } from '../../platform/database/types';
import type { FactsTable } from './FactsTable';

type Test = (row: number) => boolean;

/** Whether criteria admit an incident; the same ones as `applyCriteria` restricts queries to. */
export function admits(
  facts: FactsTable,
  criteria: IncidentCriteria | undefined,
): Test {
  if (!criteria) return () => true;
  if ('anyOf' in criteria) {
    const tests = criteria.anyOf.map(one => admits(facts, one));
    return row => tests.some(test => test(row));
  }
  if ('allOf' in criteria) {
    const tests = criteria.allOf.map(one => admits(facts, one));
    return row => tests.every(test => test(row));
  }
  if ('not' in criteria) {
    const test = admits(facts, criteria.not);
    return row => !test(row);
  }
  const { field, values } = criteria;
  if (field === 'participant') return facts.participants.hasAnyOf(values);
  if (field === 'service') return facts.services.hasAnyOf(values);
  return facts[field].isAnyOf(values);
}
