// @ts-check

const { isPostgres } = require('./helpers/text');

/** Primary keys of the tables whose rows never change. */
const APPEND_ONLY = {
  evidence: ['incident_key', 'id'],
  seals: ['id'],
  traces: ['incident_key', 'trace_id'],
  revisions: ['postmortem_id', 'revision'],
  claims: ['postmortem_id', 'revision', 'claim_id'],
  claim_spans: ['postmortem_id', 'revision', 'claim_id', 'position'],
  audit_log: ['id'],
};

/** @param {import('knex').Knex} knex */
async function protectOnPostgres(knex) {
  await knex.raw(`
    create function postmortems_append_only() returns trigger as $$
    begin
      raise exception 'Rows of % are append-only', tg_table_name
        using errcode = 'restrict_violation';
    end
    $$ language plpgsql
  `);
  for (const table of Object.keys(APPEND_ONLY)) {
    // For each statement, so that even one which touches no row says that it is not allowed
    await knex.raw(`
      create trigger ${table}_append_only
      before update or delete or truncate on ${table}
      for each statement execute function postmortems_append_only()
    `);
  }
}

/** @param {import('knex').Knex} knex */
async function protectOnSqlite(knex) {
  for (const [table, key] of Object.entries(APPEND_ONLY)) {
    for (const event of ['update', 'delete']) {
      await knex.raw(`
        create trigger ${table}_no_${event} before ${event} on ${table}
        begin select raise(abort, 'Rows of ${table} are append-only'); end
      `);
    }
    // INSERT OR REPLACE removes the old row without telling the delete trigger. Ignoring it here keeps
    // ON CONFLICT DO NOTHING as it is.
    const same = key.map(column => `${column} = new.${column}`).join(' and ');
    await knex.raw(`
      create trigger ${table}_no_replace before insert on ${table}
      when exists (select 1 from ${table} where ${same})
      begin select raise(ignore); end
    `);
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  if (isPostgres(knex)) await protectOnPostgres(knex);
  else await protectOnSqlite(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of Object.keys(APPEND_ONLY)) {
    if (isPostgres(knex)) {
      await knex.raw(`drop trigger ${table}_append_only on ${table}`);
    } else {
      for (const what of ['update', 'delete', 'replace']) {
        await knex.raw(`drop trigger ${table}_no_${what}`);
      }
    }
  }
  if (isPostgres(knex)) {
    await knex.raw('drop function postmortems_append_only()');
  }
};
