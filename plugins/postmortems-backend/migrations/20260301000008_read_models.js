// @ts-check

const { isPostgres, text } = require('./helpers/text');

/** When no date sorts after every date. */
const NO_DATE = '9999-12-31T23:59:59.999Z';
const DUE = `(coalesce(due_at, '${NO_DATE}'))`;

/** @param {import('knex').Knex} knex */
async function extendActionItems(knex) {
  await knex.schema.alterTable('action_items', table => {
    for (const column of ['severity', 'visibility', 'opened_by']) {
      text(knex, table, `incident_${column}`)
        .notNullable()
        .defaultTo('')
        .comment('Of the incident');
    }
    text(knex, table, 'creation_hash')
      .nullable()
      .comment('Of what it was created with, when a caller chose its id');
  });
  await knex.raw(`
    update action_items set
      incident_started_at = (select started_at from incidents where key = incident_key),
      incident_severity = (select severity from incidents where key = incident_key),
      incident_visibility = (select visibility from incidents where key = incident_key),
      incident_opened_by = (select created_by from incidents where key = incident_key)
  `);
  // In the order of the list, which has those without a date last; most lists are of those that are open
  await knex.raw('drop index action_items_due_idx');
  for (const [index, condition] of [
    ['action_items_due_idx', ''],
    ['action_items_open_idx', "where state in ('open', 'in_progress')"],
  ]) {
    await knex.raw(`
      create index ${index} on action_items
      (${DUE}, postmortem_id, id) ${condition}
    `);
  }
}

/** @param {import('knex').Knex} knex */
async function extendPostmortems(knex) {
  await knex.schema.alterTable('postmortems', table => {
    table.integer('proposed_action_items').notNullable().defaultTo(0);
    text(knex, table, 'search_text')
      .notNullable()
      .defaultTo('')
      .comment('Words that it is found by, in lower case, between spaces');
    table.index(['updated_at', 'incident_key'], 'postmortems_updated_idx');
  });
  if (isPostgres(knex)) {
    await knex.raw(`
      create index postmortems_search_idx on postmortems
      using gin (array_to_tsvector(string_to_array(trim(search_text), ' ')))
    `);
  }
  await knex.raw('drop index incidents_severity_idx');
  await knex.raw(
    'create index incidents_severity_idx on incidents (severity, started_at desc, key desc)',
  );
  await fillReviewTimes(knex);
}

/**
 * When documents were first sent to review and published has been in the audit log alone for those from before these columns.
 *
 * @param {import('knex').Knex} knex
 */
async function fillReviewTimes(knex) {
  const transitions = await knex('audit_log')
    .where({ action: 'postmortem.transition' })
    .orderBy('id', 'desc')
    .select('subject_id', 'at', 'details');
  const columns = { in_review: 'review_at', published: 'published_at' };
  /** @type {Map<string, Record<string, string>>} */
  const times = new Map();
  for (const { subject_id: id, at, details } of transitions) {
    const to = /** @type {keyof typeof columns} */ (JSON.parse(details).to);
    if (columns[to]) times.set(id, { ...times.get(id), [columns[to]]: at });
  }
  for (const [id, values] of times) {
    for (const [column, at] of Object.entries(values)) {
      await knex('postmortems')
        .where({ id })
        .whereNull(column)
        .update({ [column]: at });
    }
  }
}

exports.DUE = DUE;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await extendActionItems(knex);
  await extendPostmortems(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const index of [
    'action_items_due_idx',
    'action_items_open_idx',
    'postmortems_updated_idx',
    'incidents_severity_idx',
    ...(isPostgres(knex) ? ['postmortems_search_idx'] : []),
  ]) {
    await knex.raw('drop index ??', [index]);
  }
  for (const [table, column] of [
    ['action_items', 'incident_severity'],
    ['action_items', 'incident_visibility'],
    ['action_items', 'incident_opened_by'],
    ['action_items', 'creation_hash'],
    ['postmortems', 'proposed_action_items'],
    ['postmortems', 'search_text'],
  ]) {
    // knex would build the table anew on SQLite, which its foreign keys forbid
    await knex.raw('alter table ?? drop column ??', [table, column]);
  }
  await knex.schema.alterTable('action_items', table => {
    table.index(['due_at', 'postmortem_id', 'id'], 'action_items_due_idx');
  });
  await knex.schema.alterTable('incidents', table => {
    table.index(['severity', 'started_at', 'key'], 'incidents_severity_idx');
  });
};
