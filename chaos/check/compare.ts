import { compareAlerts, compareEvidence } from './compareEvidence';
import { comparePostmortems, compareReviews } from './comparePostmortems';
import type { Entry } from '../Ledger';
import { type Comparison, groupBy } from './Findings';

/** Compares every entry of the ledger with the database and the API. */
export async function compareLedger(options: Comparison): Promise<void> {
  await compareIncidents(options);
  await compareEvidence(options);
  await compareAlerts(options);
  await comparePostmortems(options);
  await compareReviews(options);
}

async function compareIncidents({ ledger, knex, read, findings }: Comparison) {
  const titles = groupBy(ledger.of('title'), ({ wanted }) => wanted.key);
  for (const entry of ledger.of('incident')) {
    const { key } = entry.wanted;
    const creations = await knex('audit_log').where({
      action: 'incident.create',
      incident_key: key,
    });
    findings.count(entry, creations.length, `incident ${key}`);
    const incident = await read(`/incidents/${key}`);
    if (!incident) {
      if (entry.outcome === 'acknowledged')
        findings.lost.push(`incident ${key} in the API`);
      continue;
    }
    const changes = titles.get(key) ?? [];
    const last = changes.findLast(one => one.outcome === 'acknowledged');
    const possible = changes.filter(one => isPerhapsLast(one, changes));
    const isPossible = possible.some(
      ({ wanted }) => wanted.title === incident.title,
    );
    if (last && !isPossible)
      findings.lost.push(`title ${last.wanted.title} of ${key}`);
  }
}

/** Whether none that was acknowledged was certainly done later. */
function isPerhapsLast(one: Entry, all: readonly Entry[]): boolean {
  return (
    one.outcome !== 'refused' &&
    !all.some(
      other =>
        other.outcome === 'acknowledged' && other.sentAt > one.answeredAt,
    )
  );
}
