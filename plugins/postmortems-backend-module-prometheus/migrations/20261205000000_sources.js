// @ts-check

const GROUPS = 'postmortems_prometheus_groups';
const ALERTS = 'postmortems_prometheus_alerts';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable(GROUPS, table => {
    table
      .string('source', 24)
      .notNullable()
      .defaultTo('prometheus')
      .comment('Who sends the alerts of the group');
  });
  await knex.schema.alterTable(ALERTS, table => {
    table
      .string('source', 24)
      .notNullable()
      .defaultTo('prometheus')
      .comment('Who sends the alert');
    table
      .string('muted_by', 24)
      .nullable()
      .comment('Why nobody is notified of it, when it was last asked for');
    table.string('muted_until', 24).nullable().comment('When the silence ends');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(ALERTS, table => {
    table.dropColumns('source', 'muted_by', 'muted_until');
  });
  await knex.schema.alterTable(GROUPS, table => {
    table.dropColumn('source');
  });
};
