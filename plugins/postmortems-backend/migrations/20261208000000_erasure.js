// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} unless what goes before the refusal
 */
async function refuseChanges(knex, unless) {
  await knex.raw(`
    create or replace function postmortems_append_only() returns trigger as $$
    begin
      ${unless}
      raise exception 'Rows of % are append-only', tg_table_name
        using errcode = 'restrict_violation';
    end
    $$ language plpgsql
  `);
}

/** Columns that say what became of an incident. */
const INCIDENT_COLUMNS = {
  erased_at: 'When its text was erased; nothing is added to it since',
  erased_reason: 'Why',
  hold_reason: 'Why it is kept whatever its age, if it is',
  held_by: 'Who said so',
  held_at: 'When',
};

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const type = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.alterTable('incidents', table => {
    for (const [column, comment] of Object.entries(INCIDENT_COLUMNS)) {
      table.specificType(column, type).nullable().comment(comment);
    }
  });
  await knex.schema.createTable('erasures', table => {
    table.comment('Text that was, or is being, erased on purpose');
    /** @param {string} name */
    const text = name => table.specificType(name, type);
    text('id').notNullable();
    text('subject').notNullable().comment('person or incident');
    text('incident_key').nullable().comment('Of all incidents without one');
    text('reason').notNullable();
    text('requested_by').notNullable();
    text('requested_at').notNullable();
    text('state').notNullable().comment('running or done');
    text('names')
      .nullable()
      .comment('JSON: what the person is called; forgotten when it is done');
    text('after_key').nullable().comment('The last incident that is finished');
    text('counts').notNullable().comment('JSON: changed rows by table');
    text('skipped').notNullable().comment('JSON: keys that are on legal hold');
    text('lease_token').nullable().comment('Of the replica that works on it');
    text('lease_until').nullable();
    text('finished_at').nullable();
    text('error').nullable().comment('Of the last attempt, if it failed');
    table.primary(['id'], 'erasures_pk');
    table.index(['state', 'lease_until'], 'erasures_state_idx');
    table.index(['requested_at', 'id'], 'erasures_requested_idx');
  });
  if (isPostgres(knex)) {
    // A transaction names the tables that it may change. Switching the triggers
    // off would lock the tables for all.
    await refuseChanges(
      knex,
      `
      if tg_op <> 'TRUNCATE' and position(
        ',' || tg_table_name || ',' in
        coalesce(current_setting('postmortems.unprotected', true), '')
      ) > 0 then
        return null;
      end if;`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (isPostgres(knex)) await refuseChanges(knex, '');
  await knex.schema.dropTable('erasures');
  // knex would make the table anew on SQLite, without its triggers
  for (const column of Object.keys(INCIDENT_COLUMNS)) {
    await knex.raw(`alter table incidents drop column ${column}`);
  }
};
