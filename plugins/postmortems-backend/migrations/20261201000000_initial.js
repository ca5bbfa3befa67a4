// @ts-check

/** Tables so that each comes after those that it refers to. */
const TABLES = [
  'incidents',
  'incident_services',
  'incident_participants',
  'evidence',
  'seals',
  'traces',
  'postmortems',
  'revisions',
  'claims',
  'claim_spans',
  'action_items',
  'templates',
  'audit_log',
  'webhook_deliveries',
  'incident_metrics',
  'incident_action_item_counts',
  'incident_recurrence_keys',
];

/** Primary keys of the tables whose rows never change. */
const APPEND_ONLY = {
  evidence: ['incident_key', 'id'],
  seals: ['id'],
  traces: ['incident_key', 'trace_id'],
  revisions: ['postmortem_id', 'revision'],
  claims: ['postmortem_id', 'revision', 'claim_id'],
  claim_spans: ['postmortem_id', 'revision', 'claim_id', 'position'],
  audit_log: ['id'],
};

const CLAIM_COUNTS = [
  'claims_supported',
  'claims_partial',
  'claims_unsupported',
  'claims_contradicted',
  'claims_attested',
];

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/**
 * The parts that tables have in common. Text columns compare byte by byte on
 * every database, so that order, equality and page cursors mean the same on
 * each. Times are text too: UTC ISO 8601 with milliseconds, all 24 characters
 * wide, so that their order as text is their order in time.
 *
 * @param {import('knex').Knex} knex
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
function tableBuilder(knex, table, name) {
  const type = isPostgres(knex) ? 'text collate "C"' : 'text';
  /** @param {string} column */
  const text = column => table.specificType(column, type).notNullable();
  /** @param {string} column */
  const integer = column => table.integer(column).notNullable();
  return {
    table,
    text,
    integer,
    /** @param {string[]} columns */
    texts: (...columns) => columns.forEach(column => text(column)),
    /** @param {string[]} columns */
    nullableTexts: (...columns) =>
      columns.forEach(column => text(column).nullable()),
    /** @param {string[]} columns */
    integers: (...columns) => columns.forEach(column => integer(column)),
    /** The column `incident_key` with its foreign key. */
    incidentKey: () => {
      text('incident_key');
      return table
        .foreign('incident_key', `${name}_incident_fk`)
        .references('incidents.key');
    },
    /** @param {string[]} columns */
    primary: (...columns) => table.primary(columns, `${name}_pk`),
    /** @type {(suffix: string, ...columns: string[]) => unknown} */
    index: (suffix, ...columns) =>
      table.index(columns, `${name}_${suffix}_idx`),
    /** @type {(suffix: string, ...columns: string[]) => unknown} */
    unique: (suffix, ...columns) =>
      table.unique(columns, { indexName: `${name}_${suffix}_uniq` }),
  };
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} name
 * @param {string} comment
 * @param {(builder: ReturnType<typeof tableBuilder>) => void} define
 */
async function createTable(knex, name, comment, define) {
  await knex.schema.createTable(name, table => {
    table.comment(comment);
    define(tableBuilder(knex, table, name));
  });
}

/** @param {import('knex').Knex} knex */
async function createIncidents(knex) {
  const incidents = 'Incidents, by the key that their reporter gave them';
  await createTable(knex, 'incidents', incidents, t => {
    t.texts('key', 'title');
    t.nullableTexts('description', 'source_url');
    t.text('severity').comment('sev1 to sev5');
    t.text('status').comment('open, mitigated or resolved, by the times');
    t.text('visibility').comment('public or private');
    t.text('started_at');
    t.nullableTexts('detected_at', 'mitigated_at', 'resolved_at');
    t.texts('created_by', 'created_at', 'updated_at');
    t.text('idempotency_hash').comment('Of the request, to recognise a repeat');
    // Taking the next number locks the row, which orders the batches
    t.integer('evidence_batches').defaultTo(0).comment('How many so far');
    t.primary('key');
    t.index('started', 'started_at', 'key');
    t.index('status', 'status', 'started_at', 'key');
    t.index('visibility', 'visibility', 'started_at', 'key');
    t.index('creator', 'created_by', 'started_at', 'key');
  });
  // Most severe first, and of these the newest
  await knex.raw(
    'create index incidents_severity_idx on incidents (severity, started_at desc, key desc)',
  );

  const services = 'What an incident affected; position 0 is the primary one';
  await createTable(knex, 'incident_services', services, t => {
    t.incidentKey().onDelete('CASCADE');
    t.integer('position');
    t.text('service_ref');
    t.primary('incident_key', 'service_ref');
    t.index('service', 'service_ref', 'incident_key');
  });

  const participants = 'People and groups who worked on an incident';
  await createTable(knex, 'incident_participants', participants, t => {
    t.incidentKey().onDelete('CASCADE');
    t.integer('position');
    t.text('entity_ref');
    t.primary('incident_key', 'entity_ref');
    t.index('entity', 'entity_ref', 'incident_key');
  });
}

/** @param {import('knex').Knex} knex */
async function createEvidence(knex) {
  await createTable(knex, 'evidence', 'Evidence nodes; append-only', t => {
    t.incidentKey();
    t.texts('id', 'source_type', 'provider', 'service', 'region');
    t.texts('correlation_id', 'occurred_at', 'captured_at', 'content_hash');
    t.nullableTexts('source_url', 'expires_at');
    t.text('payload').comment('JSON object');
    t.text('kind').nullable().comment('Of the payload, if it names one');
    t.integer('batch').comment('That brought it; a seal covers up to one');
    t.table.double('confidence').notNullable();
    t.table.boolean('truncated').notNullable();
    t.table.bigInteger('original_bytes').notNullable();
    t.primary('incident_key', 'id');
    t.index('time', 'incident_key', 'occurred_at', 'id');
    t.index('source', 'incident_key', 'source_type', 'occurred_at', 'id');
    t.index('hash', 'incident_key', 'content_hash', 'id');
  });

  const seals = 'Seals over all evidence of an incident; append-only';
  await createTable(knex, 'seals', seals, t => {
    t.text('id');
    t.incidentKey();
    t.texts('algorithm', 'root', 'record_hash', 'sealed_at');
    t.text('manifest').comment('JSON: counts');
    t.text('incident').comment('JSON: the incident as it stood');
    t.integer('through_batch').comment('The last batch that it covers');
    t.primary('id');
    t.unique('content', 'incident_key', 'root', 'record_hash');
  });

  const traces = 'Investigation traces that passed validation; append-only';
  await createTable(knex, 'traces', traces, t => {
    t.incidentKey();
    t.texts('trace_id', 'submitted_at');
    t.text('content').comment('JSON');
    t.text('content_hash').comment('Of the request, to recognise a repeat');
    t.primary('incident_key', 'trace_id');
    t.index('submitted', 'incident_key', 'submitted_at', 'trace_id');
  });
}

/** @param {import('knex').Knex} knex */
async function createPostmortems(knex) {
  const postmortems = 'Postmortems: the newest state, as lists show it';
  await createTable(knex, 'postmortems', postmortems, t => {
    t.text('id');
    t.incidentKey();
    t.texts('title', 'root_cause_status');
    t.text('status').comment('draft, in_review, approved or published');
    t.integer('revision').comment('The newest one');
    t.integers(...CLAIM_COUNTS);
    t.integers('open_action_items', 'proposed_action_items');
    t.text('search_text').comment('Lower-case terms between spaces');
    t.text('drafted_seal_id').nullable().comment('Of the last draft');
    t.integer('approved_revision').nullable().comment('Last approved one');
    t.text('verified_with').nullable().comment('Version of the verifier');
    t.integer('verified_batch').nullable().comment('Last batch covered');
    t.text('verified_at').nullable();
    t.text('review_at').nullable().comment('First sent to review');
    t.text('published_at').nullable().comment('First published');
    t.texts('created_at', 'updated_at');
    t.primary('id');
    t.unique('incident', 'incident_key');
    t.index('status', 'status', 'incident_key');
    t.index('verified', 'verified_at', 'id');
    t.index('updated', 'updated_at', 'incident_key');
  });
  if (isPostgres(knex)) {
    await knex.raw(`
      create index postmortems_search_idx on postmortems
      using gin (array_to_tsvector(string_to_array(trim(search_text), ' ')))
    `);
  }

  const revisions = 'Each state that a postmortem has had; append-only';
  await createTable(knex, 'revisions', revisions, t => {
    t.text('postmortem_id');
    t.integer('revision').comment('1, 2, 3 and so on');
    t.text('author').comment('JSON');
    t.texts('reason', 'seal_id', 'content_hash', 'created_at');
    t.text('trace_id').nullable();
    t.text('content').comment('JSON');
    t.primary('postmortem_id', 'revision');
    t.index('seal', 'seal_id');
    t.table
      .foreign('postmortem_id', 'revisions_postmortem_fk')
      .references('postmortems.id');
    t.table.foreign('seal_id', 'revisions_seal_fk').references('seals.id');
  });

  const claims = 'Claims of each revision with their verdicts; append-only';
  await createTable(knex, 'claims', claims, t => {
    t.text('postmortem_id');
    t.integer('revision');
    t.integer('position').comment('Order in the postmortem');
    t.texts('claim_id', 'section_id', 'block_id', 'kind', 'text', 'verdict');
    t.text('reasons').comment('JSON');
    t.text('verifier_version');
    t.primary('postmortem_id', 'revision', 'claim_id');
    t.index('verdict', 'verdict', 'kind');
    t.table
      .foreign(['postmortem_id', 'revision'], 'claims_revision_fk')
      .references(['postmortem_id', 'revision'])
      .inTable('revisions');
  });

  const spans = 'Evidence spans that claims cite; append-only';
  await createTable(knex, 'claim_spans', spans, t => {
    const claim = ['postmortem_id', 'revision', 'claim_id'];
    t.texts('postmortem_id', 'claim_id', 'evidence_id', 'quote');
    t.integers('revision', 'position');
    t.text('pointer').comment('RFC 6901');
    t.primary(...claim, 'position');
    t.index('evidence', 'evidence_id', 'postmortem_id', 'revision');
    t.table
      .foreign(claim, 'claim_spans_claim_fk')
      .references(claim)
      .inTable('claims');
  });
}

/** @param {import('knex').Knex} knex */
async function createActionItems(knex) {
  const items = 'Action items of postmortems, as they stand today';
  await createTable(knex, 'action_items', items, t => {
    t.texts('postmortem_id', 'id', 'incident_key');
    t.text('incident_started_at').defaultTo('').comment('Of the incident');
    t.text('incident_severity').defaultTo('').comment('Of the incident');
    t.text('incident_visibility').defaultTo('').comment('Of the incident');
    t.text('incident_created_by').defaultTo('').comment('Of the incident');
    t.texts('title', 'type', 'priority', 'state', 'end_state');
    t.nullableTexts('owner_ref', 'due_at', 'claim_id');
    t.nullableTexts('ticket_url', 'ticket_key', 'closed_at');
    t.integer('version');
    t.text('idempotency_hash').nullable().comment('If a request chose its id');
    t.texts('created_by', 'created_at', 'updated_at');
    t.primary('postmortem_id', 'id');
    t.index('incident', 'incident_key');
    t.index('owner', 'owner_ref', 'due_at');
    t.table
      .foreign('postmortem_id', 'action_items_postmortem_fk')
      .references('postmortems.id');
  });

  // The order of the list, which has items without a due date last. The start
  // of the incident is there because few items are of a short period.
  const columns = `(coalesce(due_at, '9999-12-31T23:59:59.999Z')), postmortem_id, id, incident_started_at`;
  await knex.raw(
    `create index action_items_due_idx on action_items (${columns})`,
  );
  // Most lists are of open items
  await knex.raw(`
    create index action_items_open_idx on action_items (${columns})
    where state in ('open', 'in_progress')
  `);
}

/** @param {import('knex').Knex} knex */
async function createTemplates(knex) {
  const templates = 'Every content that each template has had';
  await createTable(knex, 'templates', templates, t => {
    t.texts('name', 'version', 'content_hash', 'source', 'saved_at');
    t.integer('generation').comment('The highest is the current content');
    t.text('content').comment('JSON');
    t.primary('name', 'content_hash');
    t.index('generation', 'name', 'generation');
  });
}

/** @param {import('knex').Knex} knex */
async function createAuditLog(knex) {
  await createTable(knex, 'audit_log', 'Who changed what; append-only', t => {
    t.table.bigIncrements('id');
    t.texts('at', 'actor', 'action', 'subject_id');
    t.text('incident_key').nullable();
    t.text('details').comment('JSON');
    t.index('incident', 'incident_key', 'id');
    t.index('at', 'at', 'id');
  });
}

/** @param {import('knex').Knex} knex */
async function createWebhookDeliveries(knex) {
  const deliveries = 'Webhook deliveries, stored once, then processed';
  await createTable(knex, 'webhook_deliveries', deliveries, t => {
    t.texts('source_id', 'delivery_id', 'received_at');
    t.text('state').comment('waiting, done or failed');
    t.text('body').comment('Emptied once the delivery is done');
    t.text('due_at').comment('When it may be taken, or when its lease ends');
    t.integer('attempts').defaultTo(0);
    t.text('lease_token').nullable().comment('Of the current lease');
    t.text('error').nullable();
    t.primary('source_id', 'delivery_id');
    t.index('due', 'state', 'due_at');
    t.unique('lease', 'lease_token');
  });
}

/** @param {import('knex').Knex} knex */
async function createOrgMetrics(knex) {
  // What decides whether a reader's query covers a row. Both tables repeat it,
  // so that counting needs no join.
  const scope = ['started_at', 'severity', 'visibility', 'created_by'];

  const metrics = 'What the org metrics count, a row for each incident';
  await createTable(knex, 'incident_metrics', metrics, t => {
    t.incidentKey();
    t.texts(...scope);
    t.integer('started_minute').comment('Since 1970');
    t.text('started_month').comment('As 2026-01');
    t.text('resolved_at').nullable();
    for (const flag of ['has_postmortem', 'published', 'cause_determined']) {
      t.integer(flag).comment('0 or 1');
    }
    // Negative when it came before the end of the incident
    for (const step of ['resolve', 'draft', 'review']) {
      t.integer(`minutes_to_${step}`).nullable();
    }
    t.integers(...CLAIM_COUNTS);
    t.integers('items_open', 'items_closed');
    t.text('categories').comment('Ids in order, separated by commas');
    t.integer('comparable').comment('1 when it has a category or an alert');
    t.text('previous_key').nullable().comment('The latest one it repeats');
    t.integer('minutes_since_previous').nullable();
    t.primary('incident_key');
    t.index('started', 'started_at', 'incident_key');
    t.index('previous', 'previous_key');
  });
  // What a reader may not see is among these few
  await knex.raw(`
    create index incident_metrics_private_idx on incident_metrics (started_at)
    where visibility <> 'public'
  `);

  const counts = 'Action items of an incident, by owner and due date';
  await createTable(knex, 'incident_action_item_counts', counts, t => {
    t.incidentKey();
    t.texts(...scope);
    t.text('owner_ref').nullable();
    t.text('due_at').nullable().comment('Of open items only');
    t.integers('proposed', 'open', 'closed', 'dropped');
    t.index('incident', 'incident_key');
    t.index('started', 'started_at');
  });

  const keys = 'What an incident and its repeats have in common';
  await createTable(knex, 'incident_recurrence_keys', keys, t => {
    t.incidentKey();
    const series = ['service_ref', 'basis', 'value'];
    t.texts('service_ref', 'value', 'started_at');
    t.text('basis').comment('category or alert_name');
    t.integer('started_minute').comment('Since 1970');
    t.primary('incident_key', ...series);
    t.index('series', ...series, 'started_at', 'incident_key');
  });
}

/** @param {import('knex').Knex} knex */
async function protectOnPostgres(knex) {
  await knex.raw(`
    create function postmortems_append_only() returns trigger as $$
    begin
      raise exception 'Rows of % are append-only', tg_table_name
        using errcode = 'restrict_violation';
    end
    $$ language plpgsql
  `);
  for (const table of Object.keys(APPEND_ONLY)) {
    // For each statement, so that even one which touches no row is refused
    await knex.raw(`
      create trigger ${table}_append_only
      before update or delete or truncate on ${table}
      for each statement execute function postmortems_append_only()
    `);
  }
}

/** @param {import('knex').Knex} knex */
async function protectOnSqlite(knex) {
  for (const [table, key] of Object.entries(APPEND_ONLY)) {
    for (const event of ['update', 'delete']) {
      await knex.raw(`
        create trigger ${table}_no_${event} before ${event} on ${table}
        begin select raise(abort, 'Rows of ${table} are append-only'); end
      `);
    }
    // INSERT OR REPLACE removes the old row without telling the delete trigger.
    // Ignoring it here keeps ON CONFLICT DO NOTHING as it is.
    const same = key.map(column => `${column} = new.${column}`).join(' and ');
    await knex.raw(`
      create trigger ${table}_no_replace before insert on ${table}
      when exists (select 1 from ${table} where ${same})
      begin select raise(ignore); end
    `);
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createIncidents(knex);
  await createEvidence(knex);
  await createPostmortems(knex);
  await createActionItems(knex);
  await createTemplates(knex);
  await createAuditLog(knex);
  await createWebhookDeliveries(knex);
  await createOrgMetrics(knex);
  if (isPostgres(knex)) await protectOnPostgres(knex);
  else await protectOnSqlite(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Triggers go with their tables
  for (const table of [...TABLES].reverse()) await knex.schema.dropTable(table);
  if (isPostgres(knex)) {
    await knex.raw('drop function postmortems_append_only()');
  }
};
