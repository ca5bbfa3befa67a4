// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const type = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.alterTable('evidence', table => {
    table
      .specificType('altered_fields', type)
      .nullable()
      .comment('JSON: pointers of what was cut or made valid on arrival');
  });
  await knex.schema.alterTable('incidents', table => {
    table
      .integer('evidence_nodes')
      .notNullable()
      .defaultTo(0)
      .comment('How many are stored');
    table
      .bigInteger('evidence_bytes')
      .notNullable()
      .defaultTo(0)
      .comment('Of their payloads');
    table
      .specificType('evidence_refused_at', type)
      .nullable()
      .comment('Since when evidence is refused, because there is too much');
  });
  await knex.schema.alterTable('postmortems', table => {
    table
      .integer('recheck_attempts')
      .notNullable()
      .defaultTo(0)
      .comment('Begun and not ended, because the process ended first');
    table
      .specificType('recheck_at', type)
      .nullable()
      .comment('When the last one of them began');
  });
  const bytes = isPostgres(knex)
    ? 'octet_length(payload)'
    : 'length(cast(payload as blob))';
  await knex.raw(`
    update incidents set
      evidence_nodes = (
        select count(*) from evidence where incident_key = incidents.key
      ),
      evidence_bytes = (
        select coalesce(sum(${bytes}), 0) from evidence
        where incident_key = incidents.key
      )
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // knex would make the tables anew on SQLite, without their triggers
  for (const [table, column] of [
    ['evidence', 'altered_fields'],
    ['incidents', 'evidence_nodes'],
    ['incidents', 'evidence_bytes'],
    ['incidents', 'evidence_refused_at'],
    ['postmortems', 'recheck_attempts'],
    ['postmortems', 'recheck_at'],
  ]) {
    await knex.raw(`alter table ${table} drop column ${column}`);
  }
};
