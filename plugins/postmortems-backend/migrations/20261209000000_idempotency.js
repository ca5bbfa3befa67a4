// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = String(knex.client.config.client).includes('pg');
  // Compares byte by byte on every database
  const text = isPostgres ? 'text collate "C"' : 'text';
  await knex.schema.createTable('idempotency_keys', table => {
    table.comment('Answers of writes, for callers that repeat one; for a day');
    table.specificType('caller', text).notNullable();
    table
      .specificType('key', text)
      .notNullable()
      .comment('The header Idempotency-Key');
    table
      .specificType('request_hash', text)
      .notNullable()
      .comment('SHA-256 of method, path and body');
    table
      .specificType('lease_token', text)
      .nullable()
      .comment('Of the replica that does the work now');
    table.specificType('lease_until', text).nullable();
    table.integer('status').nullable().comment('Of the answer, once given');
    table.binary('answer').nullable().comment('JSON, compressed with gzip');
    table.specificType('created_at', text).notNullable();
    table.primary(['caller', 'key'], 'idempotency_keys_pk');
    table.index(['created_at'], 'idempotency_keys_created_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('idempotency_keys');
};
