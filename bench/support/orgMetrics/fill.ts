import type { Knex } from 'knex';
import { ClaimVerifier } from '../../../plugins/postmortems-backend/src/verification';

/** Of another version everything would be verified again during the measurement. */
const VERIFIER = new ClaimVerifier().version;

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
const CATEGORIES = [
  'change',
  'capacity',
  'data',
  'defect',
  'dependency',
  'detection',
];
const ALERTS = 40;

/**
 * Generates the rows of the product in the database, in the order of time.
 * Every 50th incident is private, and the reader participates in every 20th of
 * those. Four of five postmortems have one or two categories. One of four
 * incidents has an alert. Half of the action items are open, most of these
 * overdue, and people own a third.
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
  const categories = `array[${CATEGORIES.map(one => `'${one}'`).join(', ')}]`;
  const itemState = `case when n % 2 = 0 then 'done' else 'open' end`;
  const itemOwner = `case when i % 3 = 0 then 'user:default/u' || (i / 3 % ${USERS})
    else 'group:default/team-' || (i % ${GROUPS}) end`;
  const itemDue = iso(`${start} + interval '30 days'`);
  const resolved = iso(
    `${start} + (10 + (i * 7919) % 600) * interval '1 minute'`,
  );
  await knex.raw(`
    insert into incidents (key, title, started_at, severity, visibility, created_by, status, resolved_at, created_at, updated_at, idempotency_hash, evidence_batches)
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
    insert into postmortems (id, incident_key, title, status, root_cause_status, revision, claims_supported, claims_unverified,
      claims_unsupported, claims_contradicted, claims_attested, open_action_items, proposed_action_items, search_text, created_at, updated_at,
      review_at, published_at, verified_at, verified_with, verified_batch)
    select 'r-' || i, 'M-' || i, 'Service ' || i % 977 || ' rejects requests', case when i % 3 > 0 then 'published' else 'in_review' end,
      'confirmed', 1, 40, 3, i % 3, 0, 1, 2, 0, ' service ' || i % 977 || ' rejects requests m ' || i || ' ', ${iso(
        `${start} + interval '1 day'`,
      )}, ${iso(`${start} + (i % 40) * interval '1 day'`)}, ${iso(
    `${start} + interval '2 days'`,
  )}, case when i % 3 > 0 then ${iso(
    `${start} + interval '5 days'`,
  )} end, '2999-01-01', '${VERIFIER}', 0
    from ${series}`);
  await knex.raw(`
    insert into incident_recurrence_keys (incident_key, service_ref, basis, value, started_at, started_minute)
    select 'M-' || i, ref, basis, value, ${iso(
      start,
    )}, floor(extract(epoch from ${start}) / 60)
    from ${series}, lateral ${services} as services, lateral (
      select 'category' as basis, (${categories})[1 + (i + n) % ${
    CATEGORIES.length
  }] as value
      from generate_series(0, i % 2) as n where i % 5 > 0
      union all
      select 'alert_name', 'Alert-' || (i % ${ALERTS}) where i % 4 = 0
    ) as keys`);
  await knex.raw(`
    with steps as (
      select incident_key, started_at, started_minute, lag(incident_key) over series as previous_key,
        started_minute - lag(started_minute) over series as minutes
      from incident_recurrence_keys
      window series as (partition by service_ref, basis, value order by started_at, incident_key)
    ), nearest as (
      select distinct on (incident_key) incident_key, previous_key, minutes from steps where previous_key is not null
      order by incident_key, minutes
    )
    insert into incident_metrics (incident_key, started_at, severity, visibility, created_by, started_minute, started_month, resolved_at, has_postmortem,
      published, cause_confirmed, minutes_to_resolve, minutes_to_draft, minutes_to_review, claims_supported, claims_unverified,
      claims_unsupported, claims_contradicted, claims_attested, items_open, items_closed, categories, comparable, previous_key,
      minutes_since_previous)
    select 'M-' || i, ${scope}, floor(extract(epoch from ${start}) / 60), substr(${iso(
    start,
  )}, 1, 7), ${resolved}, 1, (i % 3 > 0)::int, (i % 4 > 0)::int,
      10 + (i * 7919) % 600, (i * 7919) % 3000, (i * 7919) % 9000, 30, 3, i % 3, 0, 1, ${itemsEach} - ${itemsEach} / 2, ${itemsEach} / 2,
      coalesce((select string_agg(value, ',' order by value) from (
        select (${categories})[1 + (i + n) % ${
    CATEGORIES.length
  }] as value from generate_series(0, i % 2) as n where i % 5 > 0
      ) as own), ''), (i % 5 > 0 or i % 4 = 0)::int, nearest.previous_key, nearest.minutes
    from ${series} left join nearest on nearest.incident_key = 'M-' || i`);
  await knex.raw(`
    insert into action_items (postmortem_id, id, incident_key, title, type, priority, state, owner_ref, due_at, end_state, version,
      created_by, created_at, updated_at, incident_started_at, incident_severity, incident_visibility, incident_created_by)
    select 'r-' || i, 'a-' || n, 'M-' || i, 'Make the service reject what it cannot read', 'prevent', 'high',
      ${itemState}, ${itemOwner}, ${itemDue}, 'It is done', 1, 'bench', ${iso(
    start,
  )}, ${iso(start)}, ${scope}
    from ${series}, generate_series(1, ${itemsEach}) as n`);
  await knex.raw(`
    insert into incident_action_item_counts (incident_key, started_at, severity, visibility, created_by, owner_ref, due_at, proposed,
      open, closed, dropped)
    select incident_key, incident_started_at, incident_severity, incident_visibility, incident_created_by, owner_ref,
      case when state = 'open' then due_at end, 0, count(*) filter (where state = 'open'), count(*) filter (where state = 'done'), 0
    from action_items group by 1, 2, 3, 4, 5, 6, 7`);
  // What a bulk load leaves to be done later would be done during the measurement
  await knex.raw('vacuum analyze');
  await knex.raw('checkpoint');
}

/** Tables in the order in which their rows can be written. */
const TABLES = [
  'incidents',
  'incident_services',
  'incident_participants',
  'postmortems',
  'incident_recurrence_keys',
  'incident_metrics',
  'action_items',
  'incident_action_item_counts',
];

/** Copies what {@link fill} wrote into another database with the same tables. */
export async function copy(from: Knex, to: Knex): Promise<void> {
  for (const table of TABLES) {
    await to.batchInsert(table, await from(table), 100);
  }
  await to.raw('analyze');
}
