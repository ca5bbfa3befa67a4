// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence', table => {
    table.comment('Captured facts; append-only');
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'id').notNullable();
    table
      .integer('batch')
      .notNullable()
      .comment('Batch of the incident that brought it; seals cover up to one');
    text(knex, table, 'source_type').notNullable();
    text(knex, table, 'occurred_at').notNullable();
    text(knex, table, 'payload').notNullable().comment('JSON object');
    text(knex, table, 'kind')
      .nullable()
      .comment('The kind that the payload names, if any');
    table.double('confidence').notNullable();
    text(knex, table, 'service').notNullable();
    text(knex, table, 'region').notNullable();
    text(knex, table, 'correlation_id').notNullable();
    text(knex, table, 'provider').notNullable();
    text(knex, table, 'source_url').nullable();
    text(knex, table, 'captured_at').notNullable();
    text(knex, table, 'expires_at').nullable();
    text(knex, table, 'content_hash').notNullable();
    table.boolean('truncated').notNullable();
    table.bigInteger('original_bytes').notNullable();
    table.primary(['incident_key', 'id'], 'evidence_pk');
    table.index(['incident_key', 'occurred_at', 'id'], 'evidence_time_idx');
    table.index(
      ['incident_key', 'source_type', 'occurred_at', 'id'],
      'evidence_source_idx',
    );
    table.index(['incident_key', 'content_hash', 'id'], 'evidence_hash_idx');
    table
      .foreign('incident_key', 'evidence_incident_fk')
      .references('incidents.key');
  });

  await knex.schema.createTable('seals', table => {
    table.comment('Hashes over all evidence of an incident; append-only');
    text(knex, table, 'id').notNullable();
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'algorithm').notNullable();
    text(knex, table, 'root').notNullable();
    text(knex, table, 'manifest').notNullable().comment('JSON: counts');
    text(knex, table, 'incident')
      .notNullable()
      .comment('JSON: the incident as it stood');
    text(knex, table, 'record_hash').notNullable();
    table
      .integer('through_batch')
      .notNullable()
      .comment('The last evidence batch that it covers');
    text(knex, table, 'sealed_at').notNullable();
    table.primary(['id'], 'seals_pk');
    table.unique(['incident_key', 'root', 'record_hash'], {
      indexName: 'seals_content_uniq',
    });
    table
      .foreign('incident_key', 'seals_incident_fk')
      .references('incidents.key');
  });

  await knex.schema.createTable('traces', table => {
    table.comment('Investigation traces that passed validation; append-only');
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'trace_id').notNullable();
    text(knex, table, 'content').notNullable().comment('JSON');
    text(knex, table, 'content_hash')
      .notNullable()
      .comment('Over what the caller sent, to recognise a repeat');
    text(knex, table, 'submitted_at').notNullable();
    table.primary(['incident_key', 'trace_id'], 'traces_pk');
    table.index(
      ['incident_key', 'submitted_at', 'trace_id'],
      'traces_submitted_idx',
    );
    table
      .foreign('incident_key', 'traces_incident_fk')
      .references('incidents.key');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('traces');
  await knex.schema.dropTable('seals');
  await knex.schema.dropTable('evidence');
};
