import type { Knex } from 'knex';
import { CURRENT_FACTS } from '../../../plugins/postmortems-backend/src/orgMetrics/operations/refreshFacts';

/** Incidents are spread evenly over about this many days. */
export const DAYS = 1095;
const SERVICES = 200;
const GROUPS = 30;
const USERS = 300;
const DEPENDENCIES = 150;
const PEOPLE = 3000;
/** Services of the example's catalog, which have three of ten incidents between them. */
const SHOP = [
  'storefront',
  'checkout',
  'inventory',
  'payment-service',
  'auth-service',
];
const THEMES = ['change', 'capacity', 'database', 'network', 'defect', 'data'];

/**
 * Rows as the product would have written them, in the order of time, made by the database itself: every 50th incident is private, every 20th of those has the
 * reader among its participants, half of the action items are open and most of these overdue, and people own a third of them.
 */
export async function fill(
  knex: Knex,
  options: {
    postmortems: number;
    itemsEach: number;
    now: number;
    reader: string;
  },
): Promise<void> {
  const { postmortems, itemsEach, now, reader } = options;
  const iso = (expression: string) =>
    `to_char((${expression}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const minutes = Math.floor((DAYS * 24 * 60) / postmortems);
  const start = `(to_timestamp(${
    now / 1000
  }) - (${postmortems} - i) * interval '${minutes} minutes')`;
  const series = `generate_series(1, ${postmortems}) as i`;
  const service = `case when i % 10 < 3
    then 'component:default/' || (array[${SHOP.map(name => `'${name}'`).join(
      ', ',
    )}])[1 + i % ${SHOP.length}]
    else 'component:default/service-' || (i % ${SERVICES}) end`;
  const scope = `${iso(start)}, 'sev' || (1 + i % 5),
    case when i % 50 = 0 then 'private' else 'public' end, 'user:default/u' || (i % 300)`;
  // One to four services, and two to eight people who are seldom the same ones
  const services = `(
    select 0 as position, ${service} as ref
    union all
    select n, 'component:default/dependency-' || ((i * 7 + n) % ${DEPENDENCIES}) from generate_series(1, i % 4) as n
  )`;
  const participants = `(
    select 0 as position, case when i % 1000 = 0 then ?::text else 'user:default/u' || (i % 300) end as ref
    union all
    select n, 'user:default/p' || ((i * 13 + n * 37) % ${PEOPLE}) from generate_series(1, 1 + i % 7) as n
  )`;
  const themes = THEMES.map(theme => `'${theme}'`).join(', ');
  const itemState = `case when n % 2 = 0 then 'done' else 'open' end`;
  const itemOwner = `case when i % 3 = 0 then 'user:default/u' || (i / 3 % ${USERS})
    else 'group:default/team-' || (i % ${GROUPS}) end`;
  const itemDue = iso(`${start} + interval '30 days'`);
  const resolved = iso(
    `${start} + (10 + (i * 7919) % 600) * interval '1 minute'`,
  );
  await knex.raw(`
    insert into incidents (key, title, started_at, severity, visibility, created_by, status, resolved_at, created_at, updated_at, creation_hash, evidence_batches)
    select 'M-' || i, 'Incident ' || i, ${scope}, 'resolved', ${resolved}, ${iso(
    start,
  )}, ${iso(start)}, '', 0 from ${series}`);
  await knex.raw(`
    insert into incident_services (incident_key, position, service_ref)
    select 'M-' || i, position, ref from ${series}, lateral ${services} as services`);
  await knex.raw(
    `insert into incident_participants (incident_key, position, entity_ref)
    select 'M-' || i, position, ref from ${series}, lateral ${participants} as participants`,
    [reader],
  );
  await knex.raw(`
    insert into postmortems (id, incident_key, title, status, root_cause_status, revision, claims_supported, claims_partial,
      claims_unsupported, claims_contradicted, claims_attested, open_action_items, proposed_action_items, search_text, created_at, updated_at,
      review_at, published_at, verified_at, verified_with, verified_batch)
    select 'r-' || i, 'M-' || i, 'Service ' || i % 977 || ' rejects requests', case when i % 3 > 0 then 'published' else 'in_review' end,
      'determined', 1, 40, 3, i % 3, 0, 1, 2, 0, ' service ' || i % 977 || ' rejects requests m ' || i || ' ', ${iso(
        `${start} + interval '1 day'`,
      )}, ${iso(`${start} + (i % 40) * interval '1 day'`)}, ${iso(
    `${start} + interval '2 days'`,
  )}, case when i % 3 > 0 then ${iso(
    `${start} + interval '5 days'`,
  )} end, '2999-01-01', 'bench', 0
    from ${series}`);
  // As JSON.stringify writes them
  await knex.raw(
    `
    insert into incident_facts (incident_key, version, facts)
    select 'M-' || i, ${CURRENT_FACTS}, json_build_object(
      'startedAt', ${iso(start)}, 'severity', 'sev' || (1 + i % 5),
      'visibility', case when i % 50 = 0 then 'private' else 'public' end, 'createdBy', 'user:default/u' || (i % 300),
      'resolvedAt', ${resolved}, 'services', (select json_agg(ref order by position) from ${services} as services),
      'participants', (select json_agg(ref order by position) from ${participants} as participants),
      'hasPostmortem', true, 'published', i % 3 > 0, 'minutesToResolve', 10 + (i * 7919) % 600,
      'minutesToDraft', (i * 7919) % 3000, 'minutesToReview', (i * 7919) % 9000,
      'verdicts', json_build_object('supported', 30, 'partial', 3, 'unsupported', i % 3, 'contradicted', 0, 'attested', 1),
      'themes', (select json_agg((array[${themes}])[1 + (i + n) % ${
      THEMES.length
    }]) from generate_series(0, i % 2) as n),
      'items', (select json_agg(json_build_object('state', ${itemState}, 'owner', ${itemOwner}, 'dueAt', ${itemDue}))
        from generate_series(1, ${itemsEach}) as n)
    )::text
    from ${series}`,
    [reader],
  );
  await knex.raw(`
    insert into action_items (postmortem_id, id, incident_key, title, type, priority, state, owner_ref, due_at, end_state, version,
      created_by, created_at, updated_at, incident_started_at, incident_severity, incident_visibility, incident_opened_by)
    select 'r-' || i, 'a-' || n, 'M-' || i, 'Make the service reject what it cannot read', 'prevent', 'high',
      ${itemState}, ${itemOwner}, ${itemDue}, 'It is done', 1, 'bench', ${iso(
    start,
  )}, ${iso(start)}, ${scope}
    from ${series}, generate_series(1, ${itemsEach}) as n`);
  // What a bulk load leaves to be done later would be done during the measurement
  await knex.raw('vacuum analyze');
  await knex.raw('checkpoint');
}
