// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('templates', table => {
    table.comment('Every content that each template has had');
    text(knex, table, 'name').notNullable();
    text(knex, table, 'version').notNullable();
    text(knex, table, 'content_hash').notNullable();
    table
      .integer('generation')
      .notNullable()
      .comment('The content with the highest one is the current content');
    text(knex, table, 'content').notNullable().comment('JSON');
    text(knex, table, 'source').notNullable();
    text(knex, table, 'saved_at').notNullable();
    table.primary(['name', 'content_hash'], 'templates_pk');
    table.index(['name', 'generation'], 'templates_generation_idx');
  });

  await knex.schema.createTable('audit_log', table => {
    table.comment('Who changed what; append-only');
    table.bigIncrements('id');
    text(knex, table, 'at').notNullable();
    text(knex, table, 'actor').notNullable();
    text(knex, table, 'action').notNullable();
    text(knex, table, 'incident_key').nullable();
    text(knex, table, 'subject_id').notNullable();
    text(knex, table, 'details').notNullable().comment('JSON');
    table.index(['incident_key', 'id'], 'audit_log_incident_idx');
    table.index(['at', 'id'], 'audit_log_at_idx');
  });

  await knex.schema.createTable('webhook_inbox', table => {
    table.comment('Webhook calls, stored once, then worked off');
    text(knex, table, 'source_id').notNullable();
    text(knex, table, 'delivery_id').notNullable();
    text(knex, table, 'state').notNullable().comment('waiting, done or failed');
    text(knex, table, 'body')
      .notNullable()
      .comment('Emptied once the delivery is done');
    text(knex, table, 'received_at').notNullable();
    text(knex, table, 'due_at')
      .notNullable()
      .comment(
        'When it may be taken; while it is worked on, when the lease ends',
      );
    table.integer('attempts').notNullable().defaultTo(0);
    text(knex, table, 'ticket').nullable().comment('Of the current lease');
    text(knex, table, 'error').nullable();
    table.primary(['source_id', 'delivery_id'], 'webhook_inbox_pk');
    table.index(['state', 'due_at'], 'webhook_inbox_due_idx');
    table.unique(['ticket'], { indexName: 'webhook_inbox_ticket_uniq' });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_inbox');
  await knex.schema.dropTable('audit_log');
  await knex.schema.dropTable('templates');
};
