// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortems_slack_reads', table => {
    table.comment('How far each channel was read for an incident');
    table.string('incident_key', 64).notNullable();
    table.string('channel_id', 32).notNullable();
    table
      .text('progress')
      .notNullable()
      .comment('JSON: what was read, and where reading was interrupted');
    table.string('updated_at', 24).notNullable();
    table.primary(['incident_key', 'channel_id']);
    table.index(
      ['channel_id', 'updated_at'],
      'postmortems_slack_reads_channel_idx',
    );
  });
  await knex.schema.createTable('postmortems_slack_channels', table => {
    table.comment('Channels that people made an incident’s own');
    table.string('channel_id', 32).notNullable();
    table.string('incident_key', 64).notNullable();
    table.string('bound_at', 24).notNullable();
    table.primary(['channel_id', 'incident_key']);
    table.index(['incident_key'], 'postmortems_slack_channels_incident_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('postmortems_slack_channels');
  await knex.schema.dropTable('postmortems_slack_reads');
};
