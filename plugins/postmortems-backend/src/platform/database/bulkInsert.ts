import type { Knex } from 'knex';
import { isPostgres } from './dialect';

/** Rows and characters of JSON that go into one statement. */
const CHUNK_ROWS = 2000;
const CHUNK_CHARACTERS = 4 * 1024 * 1024;

/**
 * A table to insert many rows into. Names and types are ours, never a caller's.
 */
export type BulkTable<Row> = {
  name: string;
  /** Column types as PostgreSQL names them. */
  columns: { [Column in keyof Row & string]: string };
  /**
   * Skips rows whose key is taken, and returns this column of the others.
   * Without it a taken key is an error.
   */
  skipTaken?: { key: (keyof Row & string)[]; returning: keyof Row & string };
};

/**
 * Inserts each chunk of rows as one parameter, a JSON array. On both databases
 * this is faster than a parameter for each value, and not subject to their
 * limits.
 *
 * @returns with `skipTaken`, the value of its column for each row that was
 * inserted
 */
export async function bulkInsert<Row>(
  tx: Knex.Transaction,
  table: BulkTable<Row>,
  rows: Iterable<Row>,
): Promise<string[]> {
  const statement = isPostgres(tx)
    ? postgresStatement(table)
    : sqliteStatement(table);
  const returned: string[] = [];
  for (const chunk of chunksOf(rows)) {
    const result = await tx.raw(statement, [chunk]);
    if (!table.skipTaken) continue;
    const inserted: Record<string, string>[] = isPostgres(tx)
      ? result.rows
      : result;
    for (const row of inserted) returned.push(row[table.skipTaken.returning]);
  }
  return returned;
}

function postgresStatement<Row>(table: BulkTable<Row>): string {
  const names = Object.keys(table.columns).join(', ');
  const typed = Object.entries(table.columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
  return `insert into ${table.name} (${names})
    select ${names} from json_to_recordset(?::json) as rows (${typed})
    ${conflictClause(table)}`;
}

function sqliteStatement<Row>(table: BulkTable<Row>): string {
  const names = Object.keys(table.columns);
  // Without "where true" SQLite parses "on conflict" as a join condition
  return `insert into ${table.name} (${names.join(', ')})
    select ${names.map(name => `value ->> '${name}'`).join(', ')}
    from json_each(?) where true
    ${conflictClause(table)}`;
}

function conflictClause<Row>({ skipTaken }: BulkTable<Row>): string {
  return skipTaken
    ? `on conflict (${skipTaken.key.join(', ')}) do nothing
       returning ${skipTaken.returning}`
    : '';
}

/** JSON arrays of rows, each small enough for one statement. */
function* chunksOf(rows: Iterable<unknown>): Iterable<string> {
  let chunk: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const json = JSON.stringify(row);
    const full =
      chunk.length === CHUNK_ROWS ||
      (chunk.length > 0 && characters + json.length > CHUNK_CHARACTERS);
    if (full) {
      yield `[${chunk.join(',')}]`;
      chunk = [];
      characters = 0;
    }
    chunk.push(json);
    characters += json.length;
  }
  if (chunk.length > 0) yield `[${chunk.join(',')}]`;
}
