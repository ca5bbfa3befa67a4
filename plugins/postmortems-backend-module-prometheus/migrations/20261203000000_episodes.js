// @ts-check

const GROUPS = 'postmortems_prometheus_groups';
const ALERTS = 'postmortems_prometheus_alerts';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable(GROUPS, table => {
    table
      .string('labels_hash', 64)
      .nullable()
      .comment('SHA-256 of the labels that the group is made by');
    table.index(['labels_hash'], `${GROUPS}_labels_idx`);
  });
  await knex.schema.alterTable(ALERTS, table => {
    table.string('began_at', 24).notNullable().defaultTo('');
    table
      .string('active_until', 24)
      .notNullable()
      .defaultTo('')
      .comment('The last moment at which it is known to have fired');
    table.string('listed_at', 24).nullable().comment('Last notified as firing');
    table
      .string('unlisted_at', 24)
      .nullable()
      .comment('Last left out of a notification of its group');
    table
      .string('confirmed_at', 24)
      .nullable()
      .comment('Last found firing by asking');
    table
      .string('assumed_end', 24)
      .nullable()
      .comment('Its end, where none was notified and asking found it gone');
    table.string('assumed_from', 24).nullable().comment('Who was asked');
    table.index(['group_hash', 'active_until'], `${ALERTS}_active_idx`);
  });
  await knex(ALERTS).update({
    began_at: knex.ref('starts_at'),
    active_until: knex.raw('coalesce(ends_at, superseded_at, starts_at)'),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(ALERTS, table => {
    table.dropIndex(['group_hash', 'active_until'], `${ALERTS}_active_idx`);
    table.dropColumns(
      'began_at',
      'active_until',
      'listed_at',
      'unlisted_at',
      'confirmed_at',
      'assumed_end',
      'assumed_from',
    );
  });
  await knex.schema.alterTable(GROUPS, table => {
    table.dropIndex(['labels_hash'], `${GROUPS}_labels_idx`);
    table.dropColumn('labels_hash');
  });
};
