// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = String(knex.client.config.client).includes('pg');
  // Compares byte by byte on every database
  const text = isPostgres ? 'text collate "C"' : 'text';
  await knex.schema.createTable('incident_restrictions', table => {
    table.comment('Why sources made incidents private, each once');
    table.specificType('incident_key', text).notNullable();
    table.specificType('source', text).notNullable();
    table
      .specificType('reason', text)
      .notNullable()
      .comment('A sentence for readers of the incident');
    table.specificType('since', text).notNullable();
    table.primary(
      ['incident_key', 'source', 'reason'],
      'incident_restrictions_pk',
    );
    table
      .foreign('incident_key', 'incident_restrictions_incident_fk')
      .references('incidents.key')
      .onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incident_restrictions');
};
