import type { Knex } from 'knex';
import { isPostgres } from '../../platform/database/dialect';
import { FACTS_VERSION, type IncidentFacts } from '../figures/IncidentFacts';
import type { FactsRow } from '../../platform/database/tables';

/** Rows that are parsed before others get a turn. */
const AT_ONCE = 2000;

/** Up to where a reader has read. */
export type FactsMark =
  | { dialect: 'sqlite'; counter: number }
  | { dialect: 'postgres'; history: string; snapshot: string };

/** What a reader does with what is read. */
type FactsReader = {
  since: FactsMark | undefined;
  /** Everything comes: what the reader had is no longer of use. */
  startAnew(): void;
  /** Without facts where none that this version understands were made yet. */
  put(incidentKey: string, facts: IncidentFacts | undefined): void;
};

/** Reads the facts that were committed since the mark, or all, as of one moment. Answers with the mark to read on from. */
export async function readChangedFacts(
  knex: Knex,
  reader: FactsReader,
): Promise<FactsMark> {
  return isPostgres(knex)
    ? knex.transaction(tx => readOnPostgres(tx, reader), {
        isolationLevel: 'repeatable read',
        readOnly: true,
      })
    : knex.transaction(tx => readOnSqlite(tx, reader));
}

/**
 * Of which history of transactions a snapshot is part. Statistics begin anew with each start of the server and each recovery from a crash,
 * after which it gives numbers of transactions again whose writes were lost; the table's file is another one after it was restored. Nothing
 * is lost by a change for another reason: everything is read again.
 */
const HISTORY = `concat_ws(' ', pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time(),
  pg_relation_filenode('incident_facts'))`;

/**
 * Transactions commit in another order than that in which they begin, so that no counter tells what a reader has missed. Whether the
 * transaction that wrote a row was part of the reader's last snapshot does.
 */
async function readOnPostgres(
  tx: Knex.Transaction,
  reader: FactsReader,
): Promise<FactsMark> {
  const { rows } = await tx.raw(
    `select pg_current_snapshot()::text as snapshot, ${HISTORY} as history`,
  );
  const { snapshot, history }: Record<'snapshot' | 'history', string> = rows[0];
  const { since } = reader;
  if (since?.dialect !== 'postgres' || since.history !== history) {
    await readAll(tx, reader);
  } else {
    const seen = since.snapshot;
    await readSome(tx, reader, query =>
      query
        .whereRaw('changed_in >= pg_snapshot_xmin(?::pg_snapshot)', [seen])
        .whereRaw('not pg_visible_in_snapshot(changed_in, ?::pg_snapshot)', [
          seen,
        ])
        // Restored from a server that was ahead of this one
        .whereRaw('changed_in < pg_snapshot_xmax(pg_current_snapshot())'),
    );
  }
  return { dialect: 'postgres', history, snapshot };
}

/** Writers take turns, so that a counter tells the order in which they committed. */
async function readOnSqlite(
  tx: Knex.Transaction,
  reader: FactsReader,
): Promise<FactsMark> {
  const [{ counter }] = await tx<FactsRow>('incident_facts').max({
    counter: 'changed_in',
  });
  const { since } = reader;
  if (since?.dialect !== 'sqlite') await readAll(tx, reader);
  else {
    await readSome(tx, reader, query =>
      query.where('changed_in', '>', since.counter),
    );
  }
  return { dialect: 'sqlite', counter: Number(counter ?? 0) };
}

/** In the order of the incidents' start, in which readers keep them. */
async function readAll(tx: Knex.Transaction, reader: FactsReader) {
  reader.startAnew();
  await readPages(
    () =>
      tx('incident_facts')
        .join('incidents', 'incidents.key', 'incident_facts.incident_key')
        .select('incidents.started_at'),
    ['incidents.started_at', 'incidents.key'],
    reader,
  );
}

/** In the order of the index that tells which these are. */
async function readSome(
  tx: Knex.Transaction,
  reader: FactsReader,
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
) {
  await readPages(
    () => narrow(tx('incident_facts').select('changed_in')),
    ['changed_in', 'incident_facts.incident_key'],
    reader,
  );
}

type Row = FactsRow & { started_at: string };

async function readPages(
  queryOf: () => Knex.QueryBuilder,
  order: [string, string],
  reader: FactsReader,
) {
  let rows: Row[];
  let after: (string | number)[] | undefined;
  do {
    const page = queryOf()
      .select(
        'incident_facts.incident_key',
        'incident_facts.version',
        'incident_facts.facts',
      )
      .orderBy(order)
      .limit(AT_ONCE);
    if (after) page.whereRaw('(??, ??) > (?, ?)', [...order, ...after]);
    rows = await page;
    for (const row of rows) reader.put(row.incident_key, understood(row));
    const last = rows.at(-1);
    after = last && [last.started_at ?? last.changed_in, last.incident_key];
  } while (rows.length === AT_ONCE);
}

/** Facts of a shape that this version knows; with the themes of other rules until they are made again. */
function understood({ version, facts }: Row): IncidentFacts | undefined {
  if (!facts || Math.floor(version / 1000) !== FACTS_VERSION) return undefined;
  return JSON.parse(facts);
}
