// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('retrospectives', table => {
    table.index(['updated_at', 'incident_key'], 'retrospectives_updated_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index retrospectives_updated_idx');
};
