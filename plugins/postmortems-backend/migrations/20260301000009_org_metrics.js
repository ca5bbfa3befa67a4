// @ts-check

const { text } = require('./helpers/text');
const readModels = require('./20260301000008_read_models');

/**
 * What decides whether a reader's question covers a row, repeated in each table, so that counting needs no join.
 *
 * @param {import('knex').Knex} knex
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function scopeColumns(knex, table) {
  text(knex, table, 'incident_key').notNullable();
  text(knex, table, 'started_at').notNullable();
  text(knex, table, 'severity').notNullable();
  text(knex, table, 'visibility').notNullable();
  text(knex, table, 'created_by').notNullable();
}

/** @param {import('knex').Knex} knex */
async function createOrgMetrics(knex) {
  await knex.schema.createTable('incident_metrics', table => {
    table.comment('What the org metrics count, a row for each incident');
    scopeColumns(knex, table);
    table.integer('started_minute').notNullable().comment('Since 1970');
    text(knex, table, 'resolved_at').nullable();
    for (const flag of ['has_postmortem', 'published', 'cause_determined']) {
      table.integer(flag).notNullable().comment('0 or 1');
    }
    for (const step of ['resolve', 'draft', 'review']) {
      table
        .integer(`minutes_to_${step}`)
        .nullable()
        .comment('Negative when it came before the end of the incident');
    }
    for (const verdict of [
      'supported',
      'partial',
      'unsupported',
      'contradicted',
      'attested',
    ]) {
      table.integer(`claims_${verdict}`).notNullable();
    }
    table.integer('items_open').notNullable();
    table.integer('items_closed').notNullable();
    text(knex, table, 'categories')
      .notNullable()
      .comment('Ids in order, separated by commas');
    table
      .integer('comparable')
      .notNullable()
      .comment('1 when it has a category or an alert');
    text(knex, table, 'previous_key')
      .nullable()
      .comment('The latest earlier incident that it repeats');
    table.integer('minutes_since_previous').nullable();
    table.primary(['incident_key'], 'incident_metrics_pk');
    table.index(['started_at', 'incident_key'], 'incident_metrics_started_idx');
    table
      .foreign('incident_key', 'incident_metrics_incident_fk')
      .references('incidents.key');
  });
  await knex.schema.createTable('incident_action_item_counts', table => {
    table.comment('Action items of an incident, by owner and due date');
    scopeColumns(knex, table);
    text(knex, table, 'owner_ref').nullable();
    text(knex, table, 'due_at').nullable().comment('Of open items only');
    for (const status of ['proposed', 'open', 'closed', 'dropped']) {
      table.integer(status).notNullable();
    }
    table.index(['incident_key'], 'incident_action_item_counts_incident_idx');
    table.index(['started_at'], 'incident_action_item_counts_started_idx');
    table
      .foreign('incident_key', 'incident_action_item_counts_incident_fk')
      .references('incidents.key');
  });
  await knex.schema.createTable('incident_recurrence_keys', table => {
    table.comment('What an incident and its repeats have in common');
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'service_ref').notNullable();
    text(knex, table, 'basis').notNullable().comment('category or alert_name');
    text(knex, table, 'value').notNullable();
    text(knex, table, 'started_at').notNullable();
    table.integer('started_minute').notNullable().comment('Since 1970');
    table.primary(
      ['incident_key', 'service_ref', 'basis', 'value'],
      'incident_recurrence_keys_pk',
    );
    table.index(
      ['service_ref', 'basis', 'value', 'started_at', 'incident_key'],
      'incident_recurrence_keys_series_idx',
    );
    table
      .foreign('incident_key', 'incident_recurrence_keys_incident_fk')
      .references('incidents.key');
  });
}

/**
 * Indexes in the order of the list, which has those without a date last; most lists are of those that are open.
 *
 * @param {import('knex').Knex} knex
 * @param {string[]} columns - what else is told from the index alone
 */
async function orderActionItems(knex, columns) {
  for (const [index, condition] of [
    ['action_items_due_idx', ''],
    ['action_items_open_idx', "where state in ('open', 'in_progress')"],
  ]) {
    await knex.raw(`drop index ${index}`);
    await knex.raw(`
      create index ${index} on action_items
      (${[readModels.DUE, 'postmortem_id', 'id', ...columns].join(', ')})
      ${condition}
    `);
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createOrgMetrics(knex);
  await knex.raw('drop index action_items_incident_idx');
  await knex.schema.alterTable('action_items', table => {
    table.index(['incident_key'], 'action_items_incident_idx');
  });
  await knex.schema.alterTable('postmortems', table => {
    text(knex, table, 'written_seal_id')
      .nullable()
      .comment('What its words were last written from');
  });
  await knex.raw(`
    update postmortems set written_seal_id = (
      select seal_id from revisions
      where postmortem_id = postmortems.id and revision = postmortems.revision
    )
  `);
  // Those of a short period are few among all that are due
  await orderActionItems(knex, ['incident_started_at']);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // knex would build the table anew on SQLite, which its foreign keys forbid
  await knex.raw('alter table postmortems drop column written_seal_id');
  await orderActionItems(knex, []);
  for (const table of [
    'incident_recurrence_keys',
    'incident_action_item_counts',
    'incident_metrics',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop index action_items_incident_idx');
  await knex.schema.alterTable('action_items', table => {
    table.index(
      ['incident_key', 'state', 'due_at', 'owner_ref'],
      'action_items_incident_idx',
    );
  });
};
