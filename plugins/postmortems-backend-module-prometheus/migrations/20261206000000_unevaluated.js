// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortems_prometheus_unevaluated', table => {
    table.comment('When Grafana could not evaluate an alert rule');
    table
      .string('instance_hash', 64)
      .notNullable()
      .comment('SHA-256 of organisation, rule and labels');
    table.string('began_at', 24).notNullable();
    table.string('ends_at', 24).nullable();
    table.primary(['instance_hash', 'began_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('postmortems_prometheus_unevaluated');
};
