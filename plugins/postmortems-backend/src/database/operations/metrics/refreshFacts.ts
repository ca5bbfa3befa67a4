import type { RetrospectiveContent } from '@postmortems/backstage-plugin-postmortems-common';
import { CLOSED_ACTION_ITEM_STATES } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { themesOf } from '../../../metrics/themes';
import type {
  IncidentRow,
  IncidentServiceRow,
  RetrospectiveRow,
} from '../../tables';

/**
 * Brings what figures are made of up to date, in the transaction of the write that changes it. The caller holds the incident's
 * row, so that writers take turns.
 *
 * @param options - `content` when the document has changed; its themes are read from it
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
  const items: { state: string; n: number | string }[] = await tx(
    'action_items',
  )
    .where({ incident_key: incidentKey })
    .select('state')
    .count({ n: '*' })
    .groupBy('state');
  const closed = items
    .filter(({ state }) =>
      CLOSED_ACTION_ITEM_STATES.includes(
        state as (typeof CLOSED_ACTION_ITEM_STATES)[number],
      ),
    )
    .reduce((sum, { n }) => sum + Number(n), 0);
  const all = items.reduce((sum, { n }) => sum + Number(n), 0);
  const { resolved_at: resolvedAt } = incident;
  await tx('incident_facts')
    .insert({
      incident_key: incidentKey,
      started_at: incident.started_at,
      severity: incident.severity,
      resolved_at: resolvedAt,
      minutes_to_resolve: minutesBetween(incident.started_at, resolvedAt),
      minutes_to_draft: minutesBetween(resolvedAt, document?.created_at),
      minutes_to_review: minutesBetween(resolvedAt, document?.review_at),
      retrospectives: document ? 1 : 0,
      published: document?.published_at ? 1 : 0,
      claims_supported: document?.claims_supported ?? 0,
      claims_partial: document?.claims_partial ?? 0,
      claims_unsupported: document?.claims_unsupported ?? 0,
      claims_contradicted: document?.claims_contradicted ?? 0,
      claims_attested: document?.claims_attested ?? 0,
      items_open: all - closed,
      items_closed: closed,
    })
    .onConflict('incident_key')
    .merge();

  await tx('action_items')
    .where({ incident_key: incidentKey })
    .whereNot({ incident_started_at: incident.started_at })
    .update({ incident_started_at: incident.started_at });
  const service = await tx<IncidentServiceRow>('incident_services')
    .where({ incident_key: incidentKey, position: 0 })
    .first('service_ref');
  const place = {
    service_ref: service?.service_ref ?? '',
    started_at: incident.started_at,
    started_minute: Math.floor(Date.parse(incident.started_at) / 60_000),
  };
  if (content) {
    await tx('incident_themes').where({ incident_key: incidentKey }).delete();
    const themes = themesOf(content);
    if (themes.length > 0) {
      await tx('incident_themes').insert(
        themes.map(theme => ({ incident_key: incidentKey, theme, ...place })),
      );
    }
  } else {
    await tx('incident_themes')
      .where({ incident_key: incidentKey })
      .update(place);
  }
}

/** Whole minutes, not below zero; `null` when either end is missing. */
function minutesBetween(
  from: string | null | undefined,
  to: string | null | undefined,
): number | null {
  if (!from || !to) return null;
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
}
