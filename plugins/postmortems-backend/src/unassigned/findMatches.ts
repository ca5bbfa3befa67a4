import type { Knex } from 'knex';
import { whereAnyOf } from '../platform/database';
import { MATCHED_STATES } from './offerRow';

/** Matches read at once. */
const PAGE = 500;

/** An offer that belongs to an incident, and is not there yet. */
export type Match = {
  offerId: string;
  sourceId: string;
  conversation: string | null;
  occurredAt: string;
  restricted: string | null;
  incidentKey: string;
  startedAt: string;
  resolvedAt: string | null;
};

/** Some offers and all incidents, or one incident and all offers. */
export type MatchScope =
  | { offerIds: readonly string[] }
  | { incidentKey: string };

/** Offers that name the key of an incident, page by page. */
export function findByKey(
  knex: Knex,
  scope: MatchScope,
): AsyncIterable<Match[]> {
  return inPages(() =>
    matches(
      knex,
      knex('offered_evidence as o')
        .join('offered_evidence_keys as k', 'k.offer_id', 'o.id')
        .join('incidents as i', 'i.key', 'k.incident_key'),
      scope,
    ),
  );
}

/** Offers whose conversation belongs to an incident, page by page. */
export function findByConversation(
  knex: Knex,
  scope: MatchScope,
): AsyncIterable<Match[]> {
  return inPages(() =>
    matches(
      knex,
      knex('assigned_conversations as c')
        .join('offered_evidence as o', conversation =>
          conversation
            .on('o.source_id', 'c.source_id')
            .andOn('o.conversation', 'c.conversation'),
        )
        .join('incidents as i', 'i.key', 'c.incident_key'),
      scope,
    ),
  );
}

/**
 * Offers about a service within the window of an incident, page by page. Not those
 * that few may see: that they have the service in common is no reason to show them
 * to its owners, nor to hide the incident from everybody else.
 */
export async function* findByService(
  knex: Knex,
  options: {
    incidentKey: string;
    name: string;
    from: string;
    to: string;
    /** Deployments belong to it from here. */
    changesFrom: string;
  },
): AsyncIterable<Match[]> {
  const { incidentKey, name, from, to, changesFrom } = options;
  let after: [string, string] = [changesFrom, ''];
  for (;;) {
    const rows: Match[] = await matches(
      knex,
      knex('offered_evidence_services as s')
        .join('offered_evidence as o', 'o.id', 's.offer_id')
        .join('incidents as i', 'i.key', knex.raw('?', [incidentKey])),
      { incidentKey },
    )
      .where('s.service', name)
      .whereRaw('(s.occurred_at, s.offer_id) > (?, ?)', after)
      .andWhere('s.occurred_at', '<=', to)
      .andWhere(within =>
        within
          .where('s.occurred_at', '>=', from)
          .orWhere('o.source_type', 'deployment'),
      )
      .whereNull('o.restricted')
      .orderBy(['s.occurred_at', 's.offer_id'])
      .limit(PAGE);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = [last.occurredAt, last.offerId];
  }
}

function matches(
  knex: Knex,
  joined: Knex.QueryBuilder,
  scope: MatchScope,
): Knex.QueryBuilder {
  const query = joined
    .whereIn('o.state', [...MATCHED_STATES])
    .whereNull('i.erased_at')
    .whereNotExists(assigned =>
      assigned
        .select(knex.raw('1'))
        .from('offered_evidence_assignments as a')
        .whereRaw('a.incident_key = i.key and a.offer_id = o.id'),
    )
    .select({
      offerId: 'o.id',
      sourceId: 'o.source_id',
      conversation: 'o.conversation',
      occurredAt: 'o.occurred_at',
      restricted: 'o.restricted',
      incidentKey: 'i.key',
      startedAt: 'i.started_at',
      resolvedAt: 'i.resolved_at',
    });
  return 'incidentKey' in scope
    ? query.where('i.key', scope.incidentKey)
    : whereAnyOf(knex, query, 'o.id', scope.offerIds);
}

async function* inPages(
  query: () => Knex.QueryBuilder,
): AsyncIterable<Match[]> {
  let after: [string, string] = ['', ''];
  for (;;) {
    const rows: Match[] = await query()
      .whereRaw('(o.id, i.key) > (?, ?)', after)
      .orderBy(['o.id', 'i.key'])
      .limit(PAGE);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = [last.offerId, last.incidentKey];
  }
}

/** Incidents that went on at a time between, with one of their services each. */
export async function incidentsAround(
  knex: Knex,
  options: { startedBefore: string; resolvedAfter: string },
): Promise<
  { key: string; startedAt: string; resolvedAt: string | null; ref: string }[]
> {
  const { startedBefore, resolvedAfter } = options;
  return knex('incidents as i')
    .join('incident_services as s', 's.incident_key', 'i.key')
    .whereNull('i.erased_at')
    .where('i.started_at', '<=', startedBefore)
    .where(end =>
      end
        .whereNull('i.resolved_at')
        .orWhere('i.resolved_at', '>=', resolvedAfter),
    )
    .select({
      key: 'i.key',
      startedAt: 'i.started_at',
      resolvedAt: 'i.resolved_at',
      ref: 's.service_ref',
    });
}
