// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('postmortems', table => {
    table
      .integer('approved_revision')
      .nullable()
      .comment('The revision that was last approved or published');
    text(knex, table, 'verified_with')
      .nullable()
      .comment('Version of the verifier that last looked at all claims');
    table
      .integer('verified_batch')
      .nullable()
      .comment('Last evidence batch of the incident that it looked at');
    text(knex, table, 'verified_at').nullable();
    table.index(['verified_at', 'id'], 'postmortems_verified_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index postmortems_verified_idx');
  for (const column of [
    'approved_revision',
    'verified_with',
    'verified_batch',
    'verified_at',
  ]) {
    // knex would build the table anew on SQLite, which its foreign keys forbid
    await knex.raw('alter table postmortems drop column ??', [column]);
  }
};
