// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Compares byte by byte on every database
  const text = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.createTable('offered_evidence', table => {
    table.comment(
      'Evidence that sources offered before, or without, its incident; for some weeks',
    );
    /** @param {string} name */
    const column = name => table.specificType(name, text);
    column('id').notNullable().comment('Hash of source, node id and content');
    column('source_id').notNullable();
    column('state')
      .notNullable()
      .comment('unassigned, assigned, dismissed or erased');
    column('node').nullable().comment('JSON; null once it was erased');
    column('source_type').notNullable();
    column('occurred_at').notNullable();
    column('conversation').nullable();
    column('restricted').nullable().comment('Why fewer people may see it');
    column('search_text').notNullable();
    column('offered_at').notNullable();
    table.primary(['id'], 'offered_evidence_pk');
    table.index(['state', 'occurred_at', 'id'], 'offered_evidence_state_idx');
    table.index(
      ['source_id', 'state', 'occurred_at', 'id'],
      'offered_evidence_source_idx',
    );
    table.index(['offered_at', 'id'], 'offered_evidence_offered_idx');
  });
  await knex.raw(`
    create index offered_evidence_conversation_idx
      on offered_evidence (source_id, conversation)
      where conversation is not null
  `);
  if (isPostgres(knex)) {
    await knex.raw(`
      create index offered_evidence_search_idx on offered_evidence
      using gin (array_to_tsvector(string_to_array(trim(search_text), ' ')))
    `);
  }
  await knex.schema.createTable('offered_evidence_services', table => {
    table.comment('Services that offers are about, by time');
    table.specificType('service', text).notNullable().comment('In lower case');
    table.specificType('occurred_at', text).notNullable();
    table.specificType('offer_id', text).notNullable();
    table.primary(
      ['service', 'occurred_at', 'offer_id'],
      'offered_evidence_services_pk',
    );
    table.index(['offer_id'], 'offered_evidence_services_offer_idx');
  });
  await knex.schema.createTable('offered_evidence_keys', table => {
    table.comment('What offers name that may be the key of an incident');
    table.specificType('incident_key', text).notNullable();
    table.specificType('offer_id', text).notNullable();
    table.primary(['incident_key', 'offer_id'], 'offered_evidence_keys_pk');
    table.index(['offer_id'], 'offered_evidence_keys_offer_idx');
  });
  await knex.schema.createTable('offered_evidence_pending', table => {
    table.comment('Offers that are still to be compared with all incidents');
    table.specificType('offer_id', text).notNullable();
    table.specificType('since', text).notNullable();
    table.primary(['offer_id'], 'offered_evidence_pending_pk');
    table.index(['since'], 'offered_evidence_pending_since_idx');
  });
  await knex.schema.createTable('offered_evidence_assignments', table => {
    table.comment('Incidents that offers were added to');
    table.specificType('incident_key', text).notNullable();
    table.specificType('offer_id', text).notNullable();
    table.specificType('assigned_at', text).notNullable();
    table.primary(
      ['incident_key', 'offer_id'],
      'offered_evidence_assignments_pk',
    );
    table.index(['offer_id'], 'offered_evidence_assignments_offer_idx');
    table
      .foreign('incident_key', 'offered_evidence_assignments_incident_fk')
      .references('incidents.key');
  });
  await knex.schema.createTable('assigned_conversations', table => {
    table.comment('Conversations that belong to an incident as a whole');
    table.specificType('source_id', text).notNullable();
    table.specificType('conversation', text).notNullable();
    table.specificType('incident_key', text).notNullable();
    table.specificType('assigned_at', text).notNullable();
    table.primary(['source_id', 'conversation'], 'assigned_conversations_pk');
    table.index(['incident_key'], 'assigned_conversations_incident_idx');
    table
      .foreign('incident_key', 'assigned_conversations_incident_fk')
      .references('incidents.key');
  });
  // Offers are compared with incidents that went on at their time
  await knex.schema.alterTable('incidents', table => {
    table.index(['resolved_at'], 'incidents_resolved_idx');
    table.index(['updated_at'], 'incidents_updated_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('incidents', table => {
    table.dropIndex([], 'incidents_updated_idx');
    table.dropIndex([], 'incidents_resolved_idx');
  });
  for (const table of [
    'assigned_conversations',
    'offered_evidence_assignments',
    'offered_evidence_pending',
    'offered_evidence_keys',
    'offered_evidence_services',
    'offered_evidence',
  ]) {
    await knex.schema.dropTable(table);
  }
};
