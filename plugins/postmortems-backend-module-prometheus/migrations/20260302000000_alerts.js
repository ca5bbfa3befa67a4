// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortems_prometheus_groups', table => {
    table.comment(
      'Alert groups of Alertmanager; a row is the lock of its group',
    );
    table
      .string('group_hash', 64)
      .primary()
      .comment('SHA-256 of the group key');
    table.text('group_key').notNullable();
    table.string('seen_at', 24).notNullable().comment('Last notification');
  });
  await knex.schema.createTable('postmortems_prometheus_alerts', table => {
    table.comment(
      'Each alert that was notified, and the incident it is part of',
    );
    table.string('group_hash', 64).notNullable();
    table.string('fingerprint', 64).notNullable();
    table.string('starts_at', 24).notNullable();
    table.string('ends_at', 24).nullable().comment('As it was notified');
    table
      .string('superseded_at', 24)
      .nullable()
      .comment(
        'Start of the next alert of this fingerprint, if the end was never notified',
      );
    table.string('incident_key', 64).notNullable();
    table.text('details').notNullable().comment('JSON: name, labels, service');
    table
      .boolean('firing_applied')
      .notNullable()
      .comment('Whether its firing is part of the incident');
    table
      .string('end_applied', 24)
      .nullable()
      .comment('The end that is part of the incident');
    table.primary(['group_hash', 'fingerprint', 'starts_at']);
    table.index(['incident_key'], 'postmortems_prometheus_alerts_incident_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('postmortems_prometheus_alerts');
  await knex.schema.dropTable('postmortems_prometheus_groups');
};
