// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
async function createFacts(knex) {
  await knex.schema.createTable('incident_facts', table => {
    table.comment('What figures are made of; follows each write');
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'started_at').notNullable();
    text(knex, table, 'severity').notNullable();
    text(knex, table, 'resolved_at').nullable();
    table.integer('minutes_to_resolve').nullable();
    table.integer('minutes_to_draft').nullable();
    table.integer('minutes_to_review').nullable();
    table.integer('postmortems').notNullable();
    table.integer('published').notNullable();
    table.integer('claims_supported').notNullable();
    table.integer('claims_partial').notNullable();
    table.integer('claims_unsupported').notNullable();
    table.integer('claims_contradicted').notNullable();
    table.integer('claims_attested').notNullable();
    table.integer('items_open').notNullable();
    table.integer('items_closed').notNullable();
    table.primary(['incident_key'], 'incident_facts_pk');
    table.index(['started_at', 'incident_key'], 'incident_facts_started_idx');
    table
      .foreign('incident_key', 'incident_facts_incident_fk')
      .references('incidents.key');
  });
  await knex.schema.createTable('incident_themes', table => {
    table.comment('What contributed to an incident, by theme');
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'theme').notNullable();
    text(knex, table, 'service_ref').notNullable().comment('The primary one');
    text(knex, table, 'started_at').notNullable();
    table.integer('started_minute').notNullable().comment('Since 1970');
    table.primary(['incident_key', 'theme'], 'incident_themes_pk');
    table.index(
      ['started_at', 'theme', 'service_ref', 'incident_key'],
      'incident_themes_started_idx',
    );
    table
      .foreign('incident_key', 'incident_themes_incident_fk')
      .references('incidents.key');
  });
}

exports.createFacts = createFacts;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createFacts(knex);
  await knex.schema.alterTable('action_items', table => {
    text(knex, table, 'incident_started_at')
      .notNullable()
      .defaultTo('')
      .comment('Of the incident; so that a period is a range of an index');
    table.index(
      ['incident_started_at', 'incident_key', 'state', 'due_at', 'owner_ref'],
      'action_items_period_idx',
    );
  });
  // Filled by the backend at its start for what is there already
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index action_items_period_idx');
  await knex.raw('alter table action_items drop column incident_started_at');
  await knex.schema.dropTable('incident_themes');
  await knex.schema.dropTable('incident_facts');
};
