// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortems_zoom_reads', table => {
    table.comment('Which recordings were read for an incident');
    table.string('incident_key', 64).notNullable();
    table
      .string('mark', 64)
      .notNullable()
      .comment('Hash of the recording, its files and the time that was read');
    table.string('read_at', 24).notNullable();
    table.primary(['incident_key', 'mark']);
    table.index(['read_at'], 'postmortems_zoom_reads_read_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('postmortems_zoom_reads');
};
