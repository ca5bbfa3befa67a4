import type {
  ActionItemState,
  RetrospectiveContent,
  Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { themesOf, THEMES_VERSION } from '../../../themes';
import type {
  IncidentRow,
  IncidentServiceRow,
  IncidentThemeRow,
  RetrospectiveRow,
} from '../../tables';
import { coverageOf, FACTS_VERSION, itemColumns, timesOf } from './factsOf';
import { verdictColumns } from '../../rows/retrospectiveRow';

/** Facts of another version are made again. */
export const CURRENT_FACTS = FACTS_VERSION * 1000 + THEMES_VERSION;

/**
 * Brings what figures are made of up to date, in the transaction of the write that changes it. The caller holds the incident's
 * row, so that writers take turns.
 *
 * @param options - `content` when the document or the incident's services have changed; coverage and themes are read from it. Themes
 * depend on the services too: what is a name is no theme.
 */
export async function refreshFacts(
  tx: Knex.Transaction,
  options: { incidentKey: string; content?: RetrospectiveContent },
): Promise<void> {
  const { incidentKey, content } = options;
  const incident = await tx<IncidentRow>('incidents')
    .where({ key: incidentKey })
    .first();
  if (!incident) return;
  const document = await tx<RetrospectiveRow>('retrospectives')
    .where({ incident_key: incidentKey })
    .first();
  const facts = {
    ...timesOf(incident, document),
    ...itemColumns(await countItems(tx, incidentKey)),
    // Without a document no sentences are counted, and there is nothing more to know
    ...((content || !document) && {
      version: CURRENT_FACTS,
      ...verdictColumns(coverageOf(content ?? { sections: [] })),
    }),
  };
  await tx('incident_facts')
    .insert({ incident_key: incidentKey, version: 0, ...facts })
    .onConflict('incident_key')
    .merge(facts);
  await scopeActionItems(tx, incident);
  await refreshThemes(tx, incident, content);
}

async function countItems(tx: Knex.Transaction, incidentKey: string) {
  const rows: { state: ActionItemState; n: number | string }[] = await tx(
    'action_items',
  )
    .where({ incident_key: incidentKey })
    .select('state')
    .count({ n: '*' })
    .groupBy('state');
  return new Map(rows.map(({ state, n }) => [state, Number(n)]));
}

/** Action items say of their incident what a list of them asks for. */
async function scopeActionItems(tx: Knex.Transaction, incident: IncidentRow) {
  const scope = {
    incident_started_at: incident.started_at,
    incident_severity: incident.severity,
    incident_visibility: incident.visibility,
    incident_opened_by: incident.created_by,
  };
  await tx('action_items')
    .where({ incident_key: incident.key })
    .whereNot(equal => equal.where(scope))
    .update(scope);
}

async function refreshThemes(
  tx: Knex.Transaction,
  incident: IncidentRow,
  content: RetrospectiveContent | undefined,
) {
  const services = await tx<IncidentServiceRow>('incident_services')
    .where({ incident_key: incident.key })
    .orderBy('position');
  const before: IncidentThemeRow[] = await tx<IncidentThemeRow>(
    'incident_themes',
  )
    .where({ incident_key: incident.key })
    .orderBy(['theme', 'position']);
  const themes = content
    ? themesOf(content, {
        serviceNames: services.map(({ service_ref: ref }) => nameOf(ref)),
      })
    : [...new Set(before.map(({ theme }) => theme as Theme))];
  const after = [...themes].sort().flatMap(theme =>
    services.map(
      ({ service_ref, position }): IncidentThemeRow => ({
        incident_key: incident.key,
        theme,
        service_ref,
        position,
        started_at: incident.started_at,
        severity: incident.severity,
        visibility: incident.visibility,
        opened_by: incident.created_by,
        started_minute: Math.floor(Date.parse(incident.started_at) / 60_000),
      }),
    ),
  );
  if (
    isDeepStrictEqual(
      before.map(row => ({ ...row })),
      after,
    )
  )
    return;
  await tx('incident_themes').where({ incident_key: incident.key }).delete();
  if (after.length > 0) await tx('incident_themes').insert(after);
}

/** `component:default/checkout` is `checkout`. */
function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
