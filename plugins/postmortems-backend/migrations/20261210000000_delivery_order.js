// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Those that wait are taken in the order in which they came
  await knex.raw(`
    create index webhook_deliveries_waiting_idx on webhook_deliveries
      (kind, received_at, source_id, delivery_id)
      where state = 'waiting'
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index webhook_deliveries_waiting_idx');
};
