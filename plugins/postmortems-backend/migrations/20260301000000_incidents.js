// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('incidents', table => {
    table.comment('Incidents, by the key that their reporter gave them');
    text(knex, table, 'key').notNullable();
    text(knex, table, 'title').notNullable();
    text(knex, table, 'description').nullable();
    text(knex, table, 'severity').notNullable().comment('sev1 to sev5');
    text(knex, table, 'status')
      .notNullable()
      .comment('open, mitigated or resolved; derived from the times');
    text(knex, table, 'started_at').notNullable();
    text(knex, table, 'detected_at').nullable();
    text(knex, table, 'mitigated_at').nullable();
    text(knex, table, 'resolved_at').nullable();
    text(knex, table, 'visibility').notNullable().comment('public or private');
    text(knex, table, 'source_url').nullable();
    text(knex, table, 'created_by').notNullable();
    text(knex, table, 'created_at').notNullable();
    text(knex, table, 'updated_at').notNullable();
    text(knex, table, 'creation_hash')
      .notNullable()
      .comment(
        'Hash of what it was created with: a repeated create is recognised after changes too',
      );
    table
      .integer('evidence_batches')
      .notNullable()
      .defaultTo(0)
      .comment(
        'Number of evidence batches so far; taking the next number is the lock that orders them',
      );
    table.primary(['key'], 'incidents_pk');
    table.index(['started_at', 'key'], 'incidents_started_idx');
    table.index(['status', 'started_at', 'key'], 'incidents_status_idx');
    table.index(['severity', 'started_at', 'key'], 'incidents_severity_idx');
    table.index(
      ['visibility', 'started_at', 'key'],
      'incidents_visibility_idx',
    );
    table.index(['created_by', 'started_at', 'key'], 'incidents_creator_idx');
  });

  await knex.schema.createTable('incident_services', table => {
    table.comment('What an incident affected; position 0 is the primary one');
    text(knex, table, 'incident_key').notNullable();
    table.integer('position').notNullable();
    text(knex, table, 'service_ref').notNullable();
    table.primary(['incident_key', 'service_ref'], 'incident_services_pk');
    table.index(
      ['service_ref', 'incident_key'],
      'incident_services_service_idx',
    );
    table
      .foreign('incident_key', 'incident_services_incident_fk')
      .references('incidents.key')
      .onDelete('CASCADE');
  });

  await knex.schema.createTable('incident_participants', table => {
    table.comment('People and groups who worked on an incident');
    text(knex, table, 'incident_key').notNullable();
    table.integer('position').notNullable();
    text(knex, table, 'entity_ref').notNullable();
    table.primary(['incident_key', 'entity_ref'], 'incident_participants_pk');
    table.index(
      ['entity_ref', 'incident_key'],
      'incident_participants_entity_idx',
    );
    table
      .foreign('incident_key', 'incident_participants_incident_fk')
      .references('incidents.key')
      .onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incident_participants');
  await knex.schema.dropTable('incident_services');
  await knex.schema.dropTable('incidents');
};
