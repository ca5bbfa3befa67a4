// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = String(knex.client.config.client).includes('pg');
  // Compares byte by byte on every database
  const text = isPostgres ? 'text collate "C"' : 'text';
  await knex.schema.createTable('source_questions', table => {
    table.comment('Sources that an administrator asks now: one at a time');
    table.specificType('source_id', text).notNullable();
    table.specificType('token', text).notNullable();
    table
      .specificType('until', text)
      .notNullable()
      .comment('Another one may ask after it: whoever asked is gone');
    table.primary(['source_id'], 'source_questions_pk');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('source_questions');
};
