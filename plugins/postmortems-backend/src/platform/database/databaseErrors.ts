import { isError } from '@backstage/errors';
import type { Knex } from 'knex';

/** Of PostgreSQL (classes 08, 53 and 57P, conflicts after all retries), SQLite and Node's sockets. */
const UNAVAILABLE =
  /^(?:08...|53...|57P..|57014|40001|40P01|55P03|SQLITE_(?:BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY).*|ECONN(?:REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|E(?:HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** Errors of pg, knex and its pool that have no code. */
const LOST =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|The database connection is not open|Unable to acquire a connection|aborted$)/;
/** Said by a trigger of this schema. */
const OURS = /^Rows of \w+ are append-only$/;
/** What a driver adds that can hold SQL or values. */
const TELLING = [
  'detail',
  'hint',
  'where',
  'internalQuery',
  'internalPosition',
  'position',
  'sql',
  'bindings',
];

type DriverError = Error & { code?: unknown; constraint?: unknown };

const watched = new WeakSet<Knex>();
/** A transaction emits its errors more than once. */
const hidden = new WeakSet<Error>();

/**
 * Takes SQL and values out of every error of this database where it arises, so
 * that no answer, log or stored reason can repeat them.
 */
export function hideStatements(knex: Knex): void {
  if (watched.has(knex)) return;
  watched.add(knex);
  knex.on('query-error', (error: Error) => hideStatement(error));
}

/** Whether the database cannot be reached or does nothing for now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!isError(error)) return false;
  const { code } = error as DriverError;
  return (
    (typeof code === 'string' && UNAVAILABLE.test(code)) ||
    (error.name === 'KnexTimeoutError' && !error.message.includes('query')) ||
    LOST.test(error.message)
  );
}

function hideStatement(error: DriverError): void {
  if (hidden.has(error)) return;
  hidden.add(error);
  const { stack = '' } = error;
  // Knex puts the statement in front of what the driver says
  const said = error.message.slice(error.message.lastIndexOf(' - ') + 3);
  if (typeof error.code !== 'string' && LOST.test(said)) {
    error.code = 'ECONNRESET';
  }
  const { code, constraint } = error;
  const known = [code, constraint, OURS.test(said) && said].filter(
    one => typeof one === 'string',
  );
  error.message = isDatabaseUnavailable(error)
    ? `The database is not available (${known.join(', ')})`
    : `The database refused a statement${
        known.length > 0 ? ` (${known.join(', ')})` : ''
      }`;
  const frames = stack.search(/^\s+at /m);
  Object.defineProperty(error, 'stack', {
    value: [
      `${error.name}: ${error.message}`,
      ...(frames < 0 ? [] : [stack.slice(frames)]),
    ].join('\n'),
    configurable: true,
    writable: true,
  });
  for (const name of TELLING) delete error[name as keyof DriverError];
}
