// @ts-check
const { createHash } = require('crypto');

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const type = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.createTable('delivery_incidents', table => {
    table.comment('Which incidents a delivery that failed had to do with');
    table.specificType('source_id', type).notNullable();
    table.specificType('delivery_id', type).notNullable();
    table.specificType('incident_key', type).notNullable();
    table.primary(
      ['source_id', 'delivery_id', 'incident_key'],
      'delivery_incidents_pk',
    );
    table.index(['incident_key'], 'delivery_incidents_incident_idx');
    table
      .foreign(['source_id', 'delivery_id'], 'delivery_incidents_delivery_fk')
      .references(['source_id', 'delivery_id'])
      .inTable('webhook_deliveries')
      .onDelete('CASCADE');
  });
  await knex.schema.createTable('erasure_incidents', table => {
    table.comment(
      'Incidents that an erasure is done with here, and sources and search not yet',
    );
    table.specificType('erasure_id', type).notNullable();
    table.specificType('incident_key', type).notNullable();
    table.primary(['erasure_id', 'incident_key'], 'erasure_incidents_pk');
    table
      .foreign('erasure_id', 'erasure_incidents_erasure_fk')
      .references('erasures.id')
      .onDelete('CASCADE');
  });
  await knex.schema.createTable('erased_authors', table => {
    table.comment(
      'Who may not approve a postmortem, though the name is erased; until it is published',
    );
    table.specificType('postmortem_id', type).notNullable();
    table
      .specificType('ref_hash', type)
      .notNullable()
      .comment('SHA-256 of the salt and the entity ref');
    table.specificType('salt', type).notNullable();
    table.primary(['postmortem_id', 'ref_hash'], 'erased_authors_pk');
    table
      .foreign('postmortem_id', 'erased_authors_postmortem_fk')
      .references('postmortems.id');
  });
  // Sources make the keys of what they were sent, such as labels
  /** @type {{ order_key: string }[]} */
  const rows = await knex('webhook_deliveries')
    .whereNotNull('order_key')
    .distinct('order_key');
  for (const { order_key: key } of rows) {
    await knex('webhook_deliveries')
      .where({ order_key: key })
      .update({ order_key: createHash('sha256').update(key).digest('hex') });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('erased_authors');
  await knex.schema.dropTable('erasure_incidents');
  await knex.schema.dropTable('delivery_incidents');
};
