// @ts-check

const { text } = require('./helpers/text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('action_items', table => {
    table.comment('Follow-ups as they stand today');
    text(knex, table, 'postmortem_id').notNullable();
    text(knex, table, 'id').notNullable();
    text(knex, table, 'incident_key').notNullable();
    text(knex, table, 'title').notNullable();
    text(knex, table, 'type').notNullable();
    text(knex, table, 'priority').notNullable();
    text(knex, table, 'state').notNullable();
    text(knex, table, 'owner_ref').nullable();
    text(knex, table, 'due_at').nullable();
    text(knex, table, 'end_state').notNullable();
    text(knex, table, 'claim_id').nullable();
    text(knex, table, 'ticket_url').nullable();
    text(knex, table, 'ticket_key').nullable();
    table.integer('version').notNullable();
    text(knex, table, 'created_by').notNullable();
    text(knex, table, 'created_at').notNullable();
    text(knex, table, 'updated_at').notNullable();
    text(knex, table, 'closed_at').nullable();
    table.primary(['postmortem_id', 'id'], 'action_items_pk');
    table.index(
      ['incident_key', 'state', 'due_at', 'owner_ref'],
      'action_items_incident_idx',
    );
    table.index(['due_at', 'postmortem_id', 'id'], 'action_items_due_idx');
    table.index(['owner_ref', 'due_at'], 'action_items_owner_idx');
    table
      .foreign('postmortem_id', 'action_items_postmortem_fk')
      .references('postmortems.id');
  });
  await knex.schema.alterTable('postmortems', table => {
    text(knex, table, 'review_at').nullable().comment('First sent to review');
    text(knex, table, 'published_at').nullable().comment('First published');
  });

  // What documents propose has so far been in the documents alone
  const documents = await knex('postmortems').select('id', 'revision');
  for (const { id, revision } of documents) {
    const stored = await knex('revisions')
      .where({ postmortem_id: id, revision })
      .first('content', 'created_at');
    const row = await knex('postmortems').where({ id }).first('incident_key');
    const blocks = JSON.parse(stored.content).sections.flatMap(
      (/** @type {{ blocks: object[] }} */ section) => section.blocks,
    );
    for (const { actionItem: item } of blocks) {
      if (item) {
        await knex('action_items').insert({
          postmortem_id: id,
          id: item.id,
          incident_key: row.incident_key,
          title: item.title,
          type: item.type,
          priority: item.priority,
          state: item.state,
          owner_ref: item.owner ?? null,
          due_at: item.dueAt ?? null,
          end_state: item.endState,
          claim_id: item.claimId ?? null,
          ticket_url: item.ticketUrl ?? null,
          ticket_key: null,
          version: 1,
          created_by: 'postmortems',
          created_at: stored.created_at,
          updated_at: stored.created_at,
          closed_at: null,
        });
      }
    }
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('action_items');
  for (const column of ['review_at', 'published_at']) {
    await knex.raw('alter table postmortems drop column ??', [column]);
  }
};
