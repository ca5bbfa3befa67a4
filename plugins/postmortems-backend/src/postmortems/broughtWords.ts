import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { AuditRow } from '../platform/audit';

/** Fields of an incident that a document repeats word by word. */
const WORDS: readonly string[] = ['title', 'description'];

type Entry = Pick<AuditRow, 'action' | 'changes' | 'details'>;

/** What somebody did to an incident, as far as it bears on an approval. */
export type Contribution = {
  by: string;
  at: string;
  /** Whether a document that is drafted afterwards has words of theirs. */
  hasWords: boolean;
  /** Services that the incident had until then. */
  servicesBefore: string[];
};

/** What people did to an incident after a time. */
export async function contributionsTo(
  knex: Knex,
  options: { incidentKey: string; after: string },
): Promise<Contribution[]> {
  const rows = await knex<AuditRow>('audit_log')
    .where('incident_key', options.incidentKey)
    .whereIn('action', [
      'incident.update',
      'incident.reassign',
      'evidence.insert',
      'trace.create',
    ])
    .andWhere('actor', 'like', 'user:%')
    .andWhere('at', '>', options.after)
    .select('actor', 'at', 'action', 'changes', 'details');
  return rows.map(row => ({
    by: row.actor,
    at: row.at,
    hasWords: bringsWords(row),
    // One that was cut off is nobody's
    servicesBefore: changesOf(row)
      .filter(({ field }) => field === 'services')
      .flatMap(({ from }) => (from ? String(from).split(', ') : [])),
  }));
}

/**
 * The title of an incident, notes and traces go into what is drafted next, which so
 * has words of whoever brought them.
 */
export function bringsWords(row: Entry): boolean {
  const { ownWords } = JSON.parse(row.details) as JsonObject;
  return (
    row.action === 'trace.create' ||
    (row.action === 'evidence.insert' && Number(ownWords) > 0) ||
    (row.action === 'incident.update' &&
      changesOf(row).some(({ field }) => WORDS.includes(field)))
  );
}

function changesOf(row: Entry): { field: string; from?: unknown }[] {
  return JSON.parse(row.changes);
}
