import createKnex, { type Knex } from 'knex';
import { inTransaction } from './transaction';

describe('inTransaction, SQLite', () => {
  let knex: Knex;
  beforeEach(async () => {
    knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    await knex.schema.createTable('rows', table => table.text('name'));
    // As a full disk does
    await knex.raw(`
      create trigger full before insert on rows when new.name = 'too much'
      begin select raise(rollback, 'the disk is full'); end
    `);
  });
  afterEach(() => knex.destroy());

  it('throws why it failed where the database has rolled back by itself', async () => {
    await expect(
      inTransaction(knex, async tx => {
        await tx('rows').insert({ name: 'first' });
        await tx('rows').insert({ name: 'too much' });
      }),
    ).rejects.toThrow('the disk is full');
    await expect(knex('rows')).resolves.toEqual([]);
  });
});
