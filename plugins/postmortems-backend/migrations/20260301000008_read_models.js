// @ts-check

const { isPostgres, text } = require('./helpers/text');
const metrics = require('./20260301000007_metrics');

/** When no date sorts after every date. */
const NO_DATE = '9999-12-31T23:59:59.999Z';
const DUE = `(coalesce(due_at, '${NO_DATE}'))`;

/**
 * What decides whether an incident is counted, repeated in each read model, so that a figure reads one table.
 *
 * @param {import('knex').Knex} knex
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function scopeColumns(knex, table) {
  text(knex, table, 'started_at').notNullable();
  text(knex, table, 'severity').notNullable();
  text(knex, table, 'visibility').notNullable();
  text(knex, table, 'opened_by').notNullable();
}

/** @param {import('knex').Knex} knex */
async function createFacts(knex) {
  await knex.schema.createTable('incident_facts', table => {
    table.comment('What figures are made of; follows each write');
    text(knex, table, 'incident_key').notNullable();
    table
      .integer('version')
      .notNullable()
      .comment('Of the rules that it was made with; 0 for not made yet');
    scopeColumns(knex, table);
    text(knex, table, 'resolved_at').nullable();
    table.integer('minutes_to_resolve').nullable();
    table.integer('minutes_to_draft').nullable();
    table.integer('minutes_to_review').nullable();
    for (const flag of [
      'drafted_before_end',
      'reviewed_before_end',
      'postmortems',
      'published',
      'claims_supported',
      'claims_partial',
      'claims_unsupported',
      'claims_contradicted',
      'claims_attested',
      'items_proposed',
      'items_open',
      'items_closed',
      'items_dropped',
    ]) {
      table.integer(flag).notNullable().defaultTo(0);
    }
    table.primary(['incident_key'], 'incident_facts_pk');
    table.index(['started_at', 'incident_key'], 'incident_facts_started_idx');
    table.index(['version', 'incident_key'], 'incident_facts_version_idx');
    table
      .foreign('incident_key', 'incident_facts_incident_fk')
      .references('incidents.key');
  });
  await knex.schema.createTable('incident_themes', table => {
    table.comment(
      'What contributed to an incident, by theme and affected service',
    );
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'theme').notNullable();
    text(knex, table, 'service_ref').notNullable();
    table
      .integer('position')
      .notNullable()
      .comment('Of the service; 0 is there once for each theme');
    scopeColumns(knex, table);
    table.integer('started_minute').notNullable().comment('Since 1970');
    table.primary(
      ['incident_key', 'theme', 'service_ref'],
      'incident_themes_pk',
    );
    // Everything that themes are counted from
    table.index(
      [
        'started_at',
        'position',
        'theme',
        'incident_key',
        'severity',
        'visibility',
        'opened_by',
      ],
      'incident_themes_started_idx',
    );
    // Everything that a series of repeats is told from, in its order
    table.index(
      [
        'service_ref',
        'theme',
        'started_minute',
        'incident_key',
        'severity',
        'visibility',
        'opened_by',
      ],
      'incident_themes_series_idx',
    );
    table
      .foreign('incident_key', 'incident_themes_incident_fk')
      .references('incidents.key');
  });
  // Filled by the backend at its start
  await knex.raw(`
    insert into incident_facts (incident_key, version, started_at, severity, visibility, opened_by)
    select key, 0, started_at, severity, visibility, created_by from incidents
  `);
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function indexActionItems(table) {
  table.index(
    [
      'incident_started_at',
      'incident_key',
      'state',
      'due_at',
      'owner_ref',
      'incident_severity',
      'incident_visibility',
      'incident_opened_by',
    ],
    'action_items_period_idx',
  );
  // Everything that items of a service are counted from
  table.index(
    [
      'incident_key',
      'state',
      'due_at',
      'owner_ref',
      'incident_visibility',
      'incident_opened_by',
    ],
    'action_items_incident_idx',
  );
}

/** @param {import('knex').Knex} knex */
async function extendActionItems(knex) {
  await knex.raw('drop index action_items_period_idx');
  await knex.raw('drop index action_items_incident_idx');
  await knex.schema.alterTable('action_items', table => {
    for (const column of ['severity', 'visibility', 'opened_by']) {
      text(knex, table, `incident_${column}`)
        .notNullable()
        .defaultTo('')
        .comment('Of the incident');
    }
    text(knex, table, 'creation_hash')
      .nullable()
      .comment('Of what it was created with, when a caller chose its id');
    indexActionItems(table);
  });
  await knex.raw(`
    update action_items set
      incident_started_at = (select started_at from incidents where key = incident_key),
      incident_severity = (select severity from incidents where key = incident_key),
      incident_visibility = (select visibility from incidents where key = incident_key),
      incident_opened_by = (select created_by from incidents where key = incident_key)
  `);
  // In the order of the list, which has those without a date last; most lists are of those that are open
  await knex.raw('drop index action_items_due_idx');
  for (const [index, condition] of [
    ['action_items_due_idx', ''],
    ['action_items_open_idx', "where state in ('open', 'in_progress')"],
  ]) {
    await knex.raw(`
      create index ${index} on action_items
      (${DUE}, postmortem_id, id) ${condition}
    `);
  }
}

/** @param {import('knex').Knex} knex */
async function extendPostmortems(knex) {
  await knex.schema.alterTable('postmortems', table => {
    table.integer('proposed_action_items').notNullable().defaultTo(0);
    text(knex, table, 'search_text')
      .notNullable()
      .defaultTo('')
      .comment('Words that it is found by, in lower case, between spaces');
    table.index(['updated_at', 'incident_key'], 'postmortems_updated_idx');
  });
  if (isPostgres(knex)) {
    await knex.raw(`
      create index postmortems_search_idx on postmortems
      using gin (array_to_tsvector(string_to_array(trim(search_text), ' ')))
    `);
  }
  await knex.raw('drop index incidents_severity_idx');
  await knex.raw(
    'create index incidents_severity_idx on incidents (severity, started_at desc, key desc)',
  );
  await fillReviewTimes(knex);
}

/**
 * When documents were first sent to review and published has been in the audit log alone for those from before these columns.
 *
 * @param {import('knex').Knex} knex
 */
async function fillReviewTimes(knex) {
  const transitions = await knex('audit_log')
    .where({ action: 'postmortem.transition' })
    .orderBy('id', 'desc')
    .select('subject_id', 'at', 'details');
  const columns = { in_review: 'review_at', published: 'published_at' };
  /** @type {Map<string, Record<string, string>>} */
  const times = new Map();
  for (const { subject_id: id, at, details } of transitions) {
    const to = /** @type {keyof typeof columns} */ (JSON.parse(details).to);
    if (columns[to]) times.set(id, { ...times.get(id), [columns[to]]: at });
  }
  for (const [id, values] of times) {
    for (const [column, at] of Object.entries(values)) {
      await knex('postmortems')
        .where({ id })
        .whereNull(column)
        .update({ [column]: at });
    }
  }
}

exports.DUE = DUE;
exports.createFacts = createFacts;
exports.indexActionItems = indexActionItems;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.dropTable('incident_themes');
  await knex.schema.dropTable('incident_facts');
  await createFacts(knex);
  await extendActionItems(knex);
  await extendPostmortems(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incident_themes');
  await knex.schema.dropTable('incident_facts');
  await metrics.createFacts(knex);
  for (const index of [
    'action_items_period_idx',
    'action_items_incident_idx',
    'action_items_due_idx',
    'action_items_open_idx',
    'postmortems_updated_idx',
    'incidents_severity_idx',
    ...(isPostgres(knex) ? ['postmortems_search_idx'] : []),
  ]) {
    await knex.raw('drop index ??', [index]);
  }
  for (const [table, column] of [
    ['action_items', 'incident_severity'],
    ['action_items', 'incident_visibility'],
    ['action_items', 'incident_opened_by'],
    ['action_items', 'creation_hash'],
    ['postmortems', 'proposed_action_items'],
    ['postmortems', 'search_text'],
  ]) {
    // knex would build the table anew on SQLite, which its foreign keys forbid
    await knex.raw('alter table ?? drop column ??', [table, column]);
  }
  await knex.schema.alterTable('action_items', table => {
    table.index(
      ['incident_started_at', 'incident_key', 'state', 'due_at', 'owner_ref'],
      'action_items_period_idx',
    );
    table.index(['due_at', 'postmortem_id', 'id'], 'action_items_due_idx');
    table.index(
      ['incident_key', 'state', 'due_at', 'owner_ref'],
      'action_items_incident_idx',
    );
  });
  await knex.schema.alterTable('incidents', table => {
    table.index(['severity', 'started_at', 'key'], 'incidents_severity_idx');
  });
};
