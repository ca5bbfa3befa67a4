// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortems_microsoft_teams_reads', table => {
    table.comment('How far each channel was read for an incident');
    table.string('incident_key', 64).notNullable();
    table.string('channel_id', 255).notNullable();
    table
      .text('progress')
      .notNullable()
      .comment('JSON: what was read, and where reading was interrupted');
    table.string('updated_at', 24).notNullable();
    table.primary(['incident_key', 'channel_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('postmortems_microsoft_teams_reads');
};
