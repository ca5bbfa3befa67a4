// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const type = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.alterTable('audit_log', table => {
    table
      .specificType('changes', type)
      .notNullable()
      .defaultTo('[]')
      .comment('JSON: fields with their values before and after');
    table.index(['actor', 'id'], 'audit_log_actor_idx');
    table.index(['action', 'id'], 'audit_log_action_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index audit_log_actor_idx');
  await knex.raw('drop index audit_log_action_idx');
  // knex would make the table anew on SQLite, without its triggers
  await knex.raw('alter table audit_log drop column changes');
};
