import type { Knex } from 'knex';
import { isPostgres } from '../../dialect';
import { FACTS_VERSION, type IncidentFacts } from '../../figures/IncidentFacts';
import type { FactsRow } from '../../tables';

/** Rows that are parsed before others get a turn. */
const AT_ONCE = 2000;

/** Up to where a reader has read. */
export type FactsMark =
  | { dialect: 'sqlite'; counter: number }
  | { dialect: 'postgres'; server: string; snapshot: string };

export type ChangedFacts<T> = {
  mark: FactsMark;
  /** Everything was read: what the reader had is no longer of use. */
  everything: boolean;
  /** By incident key; nothing where no facts that this version understands were made yet. */
  changed: Map<string, T | undefined>;
};

/** What the reader keeps of an incident. */
type ToEntry<T> = (incidentKey: string, facts: IncidentFacts) => T;

type Row = Pick<FactsRow, 'incident_key' | 'version' | 'facts'>;

/** Facts that were committed since the mark, or all, as of one moment. */
export async function readChangedFacts<T>(
  knex: Knex,
  options: { since: FactsMark | undefined; toEntry: ToEntry<T> },
): Promise<ChangedFacts<T>> {
  const { since, toEntry } = options;
  return isPostgres(knex)
    ? knex.transaction(tx => readOnPostgres(tx, since, toEntry), {
        isolationLevel: 'repeatable read',
        readOnly: true,
      })
    : knex.transaction(tx => readOnSqlite(tx, since, toEntry));
}

/**
 * Transactions commit in another order than that in which they begin, so that no counter tells what a reader has missed. Whether the
 * transaction that wrote a row was part of the reader's last snapshot does. Another server, as after a failover, may count transactions
 * anew: then everything is read again.
 */
async function readOnPostgres<T>(
  tx: Knex.Transaction,
  since: FactsMark | undefined,
  toEntry: ToEntry<T>,
): Promise<ChangedFacts<T>> {
  const { rows } = await tx.raw(
    'select pg_current_snapshot()::text as snapshot, pg_postmaster_start_time()::text as server',
  );
  const { snapshot, server }: Record<'snapshot' | 'server', string> = rows[0];
  const known =
    since?.dialect === 'postgres' && since.server === server
      ? since.snapshot
      : undefined;
  const query = tx<FactsRow>('incident_facts');
  if (known) {
    query
      .whereRaw('changed_in >= pg_snapshot_xmin(?::pg_snapshot)', [known])
      .whereRaw('not pg_visible_in_snapshot(changed_in, ?::pg_snapshot)', [
        known,
      ]);
  }
  return {
    mark: { dialect: 'postgres', server, snapshot },
    everything: !known,
    changed: await readPages(query, toEntry),
  };
}

/** Writers take turns, so that a counter tells the order in which they committed. */
async function readOnSqlite<T>(
  tx: Knex.Transaction,
  since: FactsMark | undefined,
  toEntry: ToEntry<T>,
): Promise<ChangedFacts<T>> {
  const [{ counter }] = await tx<FactsRow>('incident_facts').max({
    counter: 'changed_in',
  });
  const known = since?.dialect === 'sqlite' ? since.counter : undefined;
  const query = tx<FactsRow>('incident_facts');
  if (known !== undefined) query.where('changed_in', '>', known);
  return {
    mark: { dialect: 'sqlite', counter: Number(counter ?? 0) },
    everything: known === undefined,
    changed: await readPages(query, toEntry),
  };
}

async function readPages<T>(
  query: Knex.QueryBuilder,
  toEntry: ToEntry<T>,
): Promise<ChangedFacts<T>['changed']> {
  const changed: ChangedFacts<T>['changed'] = new Map();
  let after: string | undefined;
  do {
    const page = query
      .clone()
      .select('incident_key', 'version', 'facts')
      .orderBy('incident_key')
      .limit(AT_ONCE);
    if (after !== undefined) page.where('incident_key', '>', after);
    const rows: Row[] = await page;
    for (const row of rows) {
      const facts = understood(row);
      const key = row.incident_key;
      changed.set(key, facts && toEntry(key, facts));
    }
    after = rows.length < AT_ONCE ? undefined : rows.at(-1)?.incident_key;
  } while (after !== undefined);
  return changed;
}

/** Facts of a shape that this version knows; with the themes of other rules until they are made again. */
function understood({ version, facts }: Row): IncidentFacts | undefined {
  if (!facts || Math.floor(version / 1000) !== FACTS_VERSION) return undefined;
  return JSON.parse(facts);
}
