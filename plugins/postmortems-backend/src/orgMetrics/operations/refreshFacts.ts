import type {
  Incident,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { isPostgres } from '../../platform/database/dialect';
import { FACTS_VERSION, type IncidentFacts } from '../figures/IncidentFacts';
import type {
  ActionItemRow,
  FactsRow,
  PostmortemRow,
} from '../../platform/database/tables';
import { findIncident } from '../../incidents/operations/read';
import { readRevision } from '../../postmortems/operations/read';
import { factsOf, toldBy, type Told } from './factsOf';

/** Facts of another version are made again. */
export const CURRENT_FACTS = FACTS_VERSION * 1000;

/**
 * Brings what figures are made of up to date, in the transaction of the write that changes it. The caller holds the incident's
 * row, so that writers take turns.
 *
 * @param options - `content` of the document, which the caller may know already; `again` when what its sentences tell has to be read
 * again, because the incident's services have changed or the rules have
 */
export async function refreshFacts(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    content?: PostmortemContent;
    again?: boolean;
  },
): Promise<void> {
  const { incidentKey } = options;
  const incident = await findIncident(tx, { key: incidentKey });
  if (!incident) return;
  const document = await tx<PostmortemRow>('postmortems')
    .where({ incident_key: incidentKey })
    .first();
  const items: ActionItemRow[] = await tx<ActionItemRow>('action_items')
    .where({ incident_key: incidentKey })
    .orderBy('id')
    .select('state', 'owner_ref', 'due_at');
  const told = await whatIsTold(tx, { ...options, incident, document });
  const row = {
    version: CURRENT_FACTS,
    facts: JSON.stringify(factsOf({ incident, document, items, told })),
    changed_in: thisTransaction(tx),
  };
  await tx('incident_facts')
    .insert({ incident_key: incidentKey, ...row })
    .onConflict('incident_key')
    .merge(row);
  await scopeActionItems(tx, incident);
}

async function whatIsTold(
  tx: Knex.Transaction,
  options: {
    incident: Incident;
    document: PostmortemRow | undefined;
    content?: PostmortemContent;
    again?: boolean;
  },
): Promise<Told> {
  const { incident, document, content, again } = options;
  if (content) return toldBy(content);
  if (!document) return toldBy({ sections: [] });
  if (!again) {
    const stored = await tx<FactsRow>('incident_facts')
      .where({ incident_key: incident.key, version: CURRENT_FACTS })
      .first();
    if (stored?.facts) {
      const { verdicts, themes }: IncidentFacts = JSON.parse(stored.facts);
      return { verdicts, themes };
    }
  }
  const revision = await readRevision(tx, document);
  return toldBy(revision.content);
}

/** What readers tell by that a row is new to them; see `readChangedFacts`. */
function thisTransaction(tx: Knex.Transaction): Knex.Raw {
  return isPostgres(tx)
    ? tx.raw('pg_current_xact_id()')
    : tx.raw('(select coalesce(max(changed_in), 0) + 1 from incident_facts)');
}

/** Action items say of their incident what a list of them asks for. */
async function scopeActionItems(tx: Knex.Transaction, incident: Incident) {
  const scope = {
    incident_started_at: incident.startedAt,
    incident_severity: incident.severity,
    incident_visibility: incident.visibility,
    incident_opened_by: incident.createdBy,
  };
  await tx('action_items')
    .where({ incident_key: incident.key })
    .whereNot(equal => equal.where(scope))
    .update(scope);
}
