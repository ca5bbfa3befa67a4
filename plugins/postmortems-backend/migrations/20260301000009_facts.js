// @ts-check

const { isPostgres, text } = require('./helpers/text');
const readModels = require('./20260301000008_read_models');

/** @param {import('knex').Knex} knex */
async function createFacts(knex) {
  await knex.schema.createTable('incident_facts', table => {
    table.comment('What figures are made of; follows each write');
    text(knex, table, 'incident_key').notNullable();
    table
      .integer('version')
      .notNullable()
      .comment('Of the rules that they were made with; 0 for not made yet');
    if (isPostgres(knex)) {
      table
        .specificType('changed_in', 'xid8')
        .notNullable()
        .defaultTo(knex.raw('pg_current_xact_id()'))
        .comment('The transaction that wrote this last');
    } else {
      table.integer('changed_in').notNullable().defaultTo(0);
    }
    text(knex, table, 'facts').nullable().comment('JSON');
    table.primary(['incident_key'], 'incident_facts_pk');
    table.index(['version', 'incident_key'], 'incident_facts_version_idx');
    table.index(['changed_in', 'incident_key'], 'incident_facts_changed_idx');
    table
      .foreign('incident_key', 'incident_facts_incident_fk')
      .references('incidents.key');
  });
  // Filled by the backend at its start
  await knex.raw(
    'insert into incident_facts (incident_key, version) select key, 0 from incidents',
  );
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
  await knex.schema.dropTable('incident_themes');
  await knex.schema.dropTable('incident_facts');
  await createFacts(knex);
  // Figures are not read from action items any more
  await knex.raw('drop index action_items_period_idx');
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
  await knex.schema.dropTable('incident_facts');
  await readModels.createFacts(knex);
  await knex.raw('drop index action_items_incident_idx');
  await knex.schema.alterTable('action_items', readModels.indexActionItems);
};
