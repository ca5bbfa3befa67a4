import createKnex from 'knex';
import { hideStatements, isDatabaseUnavailable } from './databaseErrors';

/** Connections that cannot be had are warned of. */
const log = { warn: () => {} };

const sqlite = () =>
  createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });

async function errorOf(work: PromiseLike<unknown>): Promise<any> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
}

describe('errors of a database', () => {
  it('keep their code, and lose statement and values, also in transactions', async () => {
    const knex = sqlite();
    hideStatements(knex);
    await knex.schema.createTable('things', table => {
      table.text('name').notNullable().unique();
    });
    const twice = () =>
      knex.transaction(async tx => {
        await tx('things').insert({ name: 'a value' });
        await tx('things').insert({ name: 'a value' });
      });
    const error = await errorOf(twice());
    await knex.destroy();

    expect(error.code).toBe('SQLITE_CONSTRAINT_UNIQUE');
    expect(error.message).toBe(
      'The database refused a statement (SQLITE_CONSTRAINT_UNIQUE)',
    );
    expect(error.stack).toMatch(
      /^SqliteError: The database refused a statement \(SQLITE_\w+\)/,
    );
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(
      /insert|a value/,
    );
    expect(isDatabaseUnavailable(error)).toBe(false);
  });

  it('say that it is not available when its connections are closed', async () => {
    const knex = sqlite();
    hideStatements(knex);
    await knex.destroy();
    expect(isDatabaseUnavailable(await errorOf(knex('things')))).toBe(true);
  });

  it('say so when nothing listens, or all connections are taken', async () => {
    const gone = createKnex({
      client: 'pg',
      connection: 'postgres://127.0.0.1:1/none',
      log,
    });
    expect(isDatabaseUnavailable(await errorOf(gone('things')))).toBe(true);
    await gone.destroy();

    const busy = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      acquireConnectionTimeout: 50,
      log,
    });
    const holding = await busy.transaction();
    expect(isDatabaseUnavailable(await errorOf(busy('things')))).toBe(true);
    await holding.rollback();
    await busy.destroy();
  });

  it.each([
    [new TypeError('fetch failed'), false],
    [Object.assign(new Error('x'), { code: '23505' }), false],
    [Object.assign(new Error('x'), { code: '57P01' }), true],
    [Object.assign(new Error('x'), { code: 'SQLITE_FULL' }), true],
    ['aborted', false],
  ])('are told from others: %s', (error, expected) => {
    expect(isDatabaseUnavailable(error)).toBe(expected);
  });
});
