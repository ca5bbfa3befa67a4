// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const isPostgres = String(knex.client.config.client).includes('pg');
  // Compares byte by byte on every database
  const text = isPostgres ? 'text collate "C"' : 'text';
  // knex would make the table anew on SQLite
  for (const column of ['processed_at', 'failed_at']) {
    await knex.raw(
      `alter table webhook_deliveries add column ${column} ${text}`,
    );
  }
  // When the last attempt of those that were given up was to end
  await knex('webhook_deliveries')
    .where({ state: 'failed' })
    .update({ failed_at: knex.ref('due_at') });
  await knex.raw(`
    create index webhook_deliveries_open_idx on webhook_deliveries
      (source_id, state, received_at, delivery_id)
      where state = 'waiting' or state = 'failed'
  `);
  await knex.raw(`
    create index webhook_deliveries_processed_idx on webhook_deliveries
      (source_id, kind, processed_at)
      where processed_at is not null
  `);
  await knex.raw(`
    create index webhook_deliveries_failed_idx on webhook_deliveries
      (source_id, failed_at)
      where failed_at is not null
  `);
  await knex.schema.createTable('source_activity', table => {
    table.comment('How polls of sources and collections from them went last');
    table.specificType('source_id', text).notNullable();
    table.specificType('activity', text).notNullable();
    table.specificType('started_at', text).notNullable();
    table.specificType('succeeded_at', text).nullable();
    table.specificType('failed_at', text).nullable();
    table
      .specificType('error', text)
      .nullable()
      .comment('Of the last failure; forgotten with every removal');
    table.primary(['source_id', 'activity'], 'source_activity_pk');
  });
  await knex.schema.createTable('source_evidence', table => {
    table.comment('How many nodes of a source were taken and refused, by day');
    table.specificType('source_id', text).notNullable();
    table.specificType('day', text).notNullable();
    table
      .specificType('outcome', text)
      .notNullable()
      .comment('taken, known or refused');
    table
      .specificType('reason', text)
      .notNullable()
      .comment('Why it was refused, otherwise empty');
    table.bigInteger('nodes').notNullable();
    table.primary(
      ['source_id', 'day', 'outcome', 'reason'],
      'source_evidence_pk',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('source_evidence');
  await knex.schema.dropTable('source_activity');
  for (const index of ['open', 'processed', 'failed']) {
    await knex.raw(`drop index webhook_deliveries_${index}_idx`);
  }
  for (const column of ['failed_at', 'processed_at']) {
    await knex.raw(`alter table webhook_deliveries drop column ${column}`);
  }
};
