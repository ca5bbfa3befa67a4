// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return knex.client.config.client.includes('pg');
}

/**
 * Text that compares byte by byte on every database, so that order, equality and page cursors mean the same on each. Times are
 * text too: UTC ISO 8601 with milliseconds, all 24 characters wide, so that their order as text is their order in time.
 *
 * @param {import('knex').Knex} knex
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
function text(knex, table, name) {
  return table.specificType(
    name,
    isPostgres(knex) ? 'text collate "C"' : 'text',
  );
}

module.exports = { isPostgres, text };
