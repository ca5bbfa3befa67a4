import type { IncidentScope } from '../../platform/database/scope';
import { admits } from './admits';
import type { FactsTable } from './FactsTable';

/** Rows of the incidents of a scope that the reader may see, in the order of their start. */
export function inScope(
  facts: FactsTable,
  { from, to, severities, services, criteria }: IncidentScope,
): number[] {
  const tests = [
    ...(severities ? [facts.severity.isAnyOf(severities)] : []),
    ...(services ? [facts.services.hasAnyOf(services)] : []),
    ...(criteria ? [admits(facts, criteria)] : []),
  ];
  const rows = facts.between(from, to);
  return tests.reduce((left, test) => left.filter(test), rows);
}
