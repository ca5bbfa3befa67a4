// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = String(knex.client.config.client).includes('pg');
  // Compares byte by byte on every database
  const text = isPostgres ? 'text collate "C"' : 'text';
  await knex.schema.createTable('incident_schedules', table => {
    table.comment('What is done with a resolved incident without being asked');
    table.specificType('incident_key', text).notNullable();
    table
      .specificType('resolved_at', text)
      .notNullable()
      .comment('The end that it is about; another end begins it anew');
    table
      .specificType('archive_state', text)
      .notNullable()
      .comment('collecting, complete, or incomplete when time ran out');
    table.integer('archive_attempts').notNullable().defaultTo(0);
    table.specificType('archive_next_at', text).notNullable();
    table
      .specificType('archived_at', text)
      .nullable()
      .comment('When its evidence was sealed last');
    table
      .bigInteger('archived_batch')
      .nullable()
      .comment('The last batch of evidence that the seal covers');
    table
      .text('archive_failures')
      .notNullable()
      .comment('JSON: sources that could not be asked, and why');
    table.integer('draft_attempts').notNullable().defaultTo(0);
    table.specificType('draft_next_at', text).notNullable();
    table
      .specificType('drafted_at', text)
      .nullable()
      .comment('When a postmortem was there, whoever wrote it');
    table.specificType('notified_at', text).nullable();
    table.primary(['incident_key'], 'incident_schedules_pk');
    table
      .foreign('incident_key', 'incident_schedules_incident_fk')
      .references('incidents.key')
      .onDelete('CASCADE');
  });
  await knex.schema.createTable('schedule_start', table => {
    table.comment('What was over and known by then is left alone; one row');
    table.specificType('at', text).notNullable();
  });
  await knex('schedule_start').insert({ at: new Date().toISOString() });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('schedule_start');
  await knex.schema.dropTable('incident_schedules');
};
