// @ts-check

const PREFIX = 'postmortems_opentelemetry';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable(`${PREFIX}_incidents`, table => {
    table.comment(
      'Incidents that logs or metrics came for; a row is the lock of its incident',
    );
    table.string('incident_key', 64).primary();
    table
      .string('seen_at', 24)
      .notNullable()
      .comment('When something came last; all is deleted some days later');
    table.text('left_out').notNullable().comment('JSON: what exceeded a limit');
  });
  await knex.schema.createTable(`${PREFIX}_batches`, table => {
    table.comment('Deliveries that are counted, so that none counts twice');
    table.string('incident_key', 64).notNullable();
    table.string('delivery_id', 150).notNullable();
    table
      .string('added_at', 24)
      .notNullable()
      .index()
      .comment('It is deleted a few days later, when nothing is tried again');
    table.primary(['incident_key', 'delivery_id']);
  });
  await knex.schema.createTable(`${PREFIX}_lines`, table => {
    table.comment('Equal log lines of five minutes');
    table.string('incident_key', 64).notNullable();
    table.string('group_hash', 64).notNullable();
    table.string('first_at', 24).notNullable();
    table.string('last_at', 24).notNullable();
    table.integer('count').notNullable();
    table
      .text('details')
      .notNullable()
      .comment('JSON: service, level, message, origins');
    table.primary(['incident_key', 'group_hash']);
  });
  await knex.schema.createTable(`${PREFIX}_series`, table => {
    table.string('incident_key', 64).notNullable();
    table.string('series_hash', 64).notNullable();
    table
      .text('details')
      .notNullable()
      .comment('JSON: service, metric, type, unit, labels');
    table
      .boolean('is_cut')
      .notNullable()
      .comment('Whether later points were left out');
    table
      .text('runs')
      .notNullable()
      .comment('JSON: when points came, by the time since which they count');
    table
      .boolean('is_mixed')
      .notNullable()
      .comment('Whether several processes count in it');
    table.primary(['incident_key', 'series_hash']);
  });
  await knex.schema.createTable(`${PREFIX}_points`, table => {
    table.comment('One point of a series for each minute');
    table.string('incident_key', 64).notNullable();
    table.string('series_hash', 64).notNullable();
    table.string('minute', 24).notNullable();
    table
      .text('details')
      .notNullable()
      .comment('JSON: time, start, value or histogram');
    table.primary(['incident_key', 'series_hash', 'minute']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of ['points', 'series', 'lines', 'batches', 'incidents']) {
    await knex.schema.dropTable(`${PREFIX}_${name}`);
  }
};
