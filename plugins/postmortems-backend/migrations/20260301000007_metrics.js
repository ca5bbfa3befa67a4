// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('action_items', table => {
    text(knex, table, 'incident_started_at')
      .notNullable()
      .defaultTo('')
      .comment('Of the incident; so that a period is a range of an index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('alter table action_items drop column incident_started_at');
};
