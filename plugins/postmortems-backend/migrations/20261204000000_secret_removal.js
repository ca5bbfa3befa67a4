// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/** @param {import('knex').Knex} knex */
async function protectRemovals(knex) {
  if (isPostgres(knex)) {
    await knex.raw(`
      create trigger removals_append_only
      before update or delete or truncate on removals
      for each statement execute function postmortems_append_only()
    `);
    return;
  }
  for (const event of ['update', 'delete']) {
    await knex.raw(`
      create trigger removals_no_${event} before ${event} on removals
      begin select raise(abort, 'Rows of removals are append-only'); end
    `);
  }
  // INSERT OR REPLACE removes the old row without telling the delete trigger
  await knex.raw(`
    create trigger removals_no_replace before insert on removals
    when exists (select 1 from removals where id = new.id)
    begin select raise(ignore); end
  `);
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const type = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.createTable('removals', table => {
    table.comment(
      'What was taken out of stored rows, by their hashes before and after; append-only',
    );
    /** @param {string} name */
    const text = name => table.specificType(name, type).notNullable();
    text('id');
    text('incident_key');
    text('at');
    text('reason');
    text('changes').comment('JSON: hashes of evidence, revisions and seals');
    table.primary(['id'], 'removals_pk');
    table.index(['incident_key', 'at'], 'removals_incident_idx');
  });
  await knex.schema.createTable('superseded_seals', table => {
    table.comment('Seals that no longer fit their evidence, and why');
    for (const column of [
      'seal_id',
      'superseded_by',
      'superseded_at',
      'superseded_reason',
    ]) {
      table.specificType(column, type).notNullable();
    }
    table.primary(['seal_id'], 'superseded_seals_pk');
    table.foreign('seal_id', 'superseded_seals_seal_fk').references('seals.id');
    table
      .foreign('superseded_by', 'superseded_seals_by_fk')
      .references('seals.id');
  });
  await protectRemovals(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('superseded_seals');
  await knex.schema.dropTable('removals');
};
