// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Compares byte by byte on every database
  const text = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.alterTable('webhook_deliveries', table => {
    table
      .specificType('kind', text)
      .notNullable()
      .defaultTo('delivery')
      .comment('delivery, or task: work that a source wants done apart');
    table
      .specificType('order_key', text)
      .nullable()
      .comment('Those with one key are never processed at the same time');
  });
  await knex.schema.createTable('incident_notices', table => {
    table.comment('What sources tell readers of an incident; no evidence');
    table.specificType('incident_key', text).notNullable();
    table.specificType('source', text).notNullable();
    table.integer('position').notNullable();
    table.specificType('code', text).notNullable();
    table.specificType('message', text).notNullable();
    table.specificType('since', text).notNullable();
    table.primary(
      ['incident_key', 'source', 'position'],
      'incident_notices_pk',
    );
    table
      .foreign('incident_key', 'incident_notices_incident_fk')
      .references('incidents.key');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incident_notices');
  await knex.schema.alterTable('webhook_deliveries', table => {
    table.dropColumns('kind', 'order_key');
  });
};
