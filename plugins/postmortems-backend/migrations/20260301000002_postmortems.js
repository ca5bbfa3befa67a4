// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('postmortems', table => {
    table.comment('Postmortem documents: the newest state, as lists show it');
    text(knex, table, 'id').notNullable();
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'title').notNullable();
    text(knex, table, 'status')
      .notNullable()
      .comment('draft, in_review, approved or published');
    text(knex, table, 'root_cause_status').notNullable();
    table.integer('revision').notNullable().comment('The newest one');
    table.integer('claims_supported').notNullable();
    table.integer('claims_partial').notNullable();
    table.integer('claims_unsupported').notNullable();
    table.integer('claims_contradicted').notNullable();
    table.integer('claims_attested').notNullable();
    table.integer('open_action_items').notNullable();
    text(knex, table, 'created_at').notNullable();
    text(knex, table, 'updated_at').notNullable();
    table.primary(['id'], 'postmortems_pk');
    table.unique(['incident_key'], {
      indexName: 'postmortems_incident_uniq',
    });
    table.index(['status', 'incident_key'], 'postmortems_status_idx');
    table
      .foreign('incident_key', 'postmortems_incident_fk')
      .references('incidents.key');
  });

  await knex.schema.createTable('revisions', table => {
    table.comment('Each state that a postmortem has had; append-only');
    text(knex, table, 'postmortem_id').notNullable();
    table.integer('revision').notNullable().comment('1, 2, 3 and so on');
    text(knex, table, 'author').notNullable().comment('JSON');
    text(knex, table, 'reason').notNullable();
    text(knex, table, 'seal_id').notNullable();
    text(knex, table, 'trace_id').nullable();
    text(knex, table, 'content_hash').notNullable();
    text(knex, table, 'content').notNullable().comment('JSON');
    text(knex, table, 'created_at').notNullable();
    table.primary(['postmortem_id', 'revision'], 'revisions_pk');
    table.index(['seal_id'], 'revisions_seal_idx');
    table
      .foreign('postmortem_id', 'revisions_postmortem_fk')
      .references('postmortems.id');
    table.foreign('seal_id', 'revisions_seal_fk').references('seals.id');
  });

  await knex.schema.createTable('claims', table => {
    table.comment('Checkable sentences of each revision; append-only');
    text(knex, table, 'postmortem_id').notNullable();
    table.integer('revision').notNullable();
    text(knex, table, 'claim_id').notNullable();
    table.integer('position').notNullable().comment('Order in the document');
    text(knex, table, 'section_id').notNullable();
    text(knex, table, 'block_id').notNullable();
    text(knex, table, 'kind').notNullable();
    text(knex, table, 'text').notNullable();
    text(knex, table, 'verdict').notNullable();
    text(knex, table, 'reasons').notNullable().comment('JSON');
    text(knex, table, 'verifier_version').notNullable();
    table.primary(['postmortem_id', 'revision', 'claim_id'], 'claims_pk');
    table.index(['verdict', 'kind'], 'claims_verdict_idx');
    table
      .foreign(['postmortem_id', 'revision'], 'claims_revision_fk')
      .references(['postmortem_id', 'revision'])
      .inTable('revisions');
  });

  await knex.schema.createTable('claim_spans', table => {
    table.comment('Where each claim stands on its evidence; append-only');
    text(knex, table, 'postmortem_id').notNullable();
    table.integer('revision').notNullable();
    text(knex, table, 'claim_id').notNullable();
    table.integer('position').notNullable();
    text(knex, table, 'evidence_id').notNullable();
    text(knex, table, 'pointer').notNullable().comment('RFC 6901');
    text(knex, table, 'quote').notNullable();
    table.primary(
      ['postmortem_id', 'revision', 'claim_id', 'position'],
      'claim_spans_pk',
    );
    table.index(
      ['evidence_id', 'postmortem_id', 'revision'],
      'claim_spans_evidence_idx',
    );
    table
      .foreign(
        ['postmortem_id', 'revision', 'claim_id'],
        'claim_spans_claim_fk',
      )
      .references(['postmortem_id', 'revision', 'claim_id'])
      .inTable('claims');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('claim_spans');
  await knex.schema.dropTable('claims');
  await knex.schema.dropTable('revisions');
  await knex.schema.dropTable('postmortems');
};
