import type { Knex } from 'knex';
import { changeOf, type Removal, type RemovalCounts } from './rewriteIncident';
import { type Row, TEXT_TABLES, type TextTable } from './textTables';
import { unprotected } from './unprotected';

/** Rows read at once. */
const PAGE = 500;

const TABLES: readonly TextTable[] = [
  TEXT_TABLES.find(({ name }) => name === 'audit_log')!,
  {
    name: 'erasures',
    key: ['id'],
    texts: ['reason'],
    people: ['requested_by'],
    kept: [],
    erased: 'delete',
  },
];

/** Entries of no incident, and all erasures: who did what besides. */
export async function rewriteUnassigned(
  tx: Knex.Transaction,
  removal: Removal,
  dryRun: boolean,
): Promise<RemovalCounts> {
  const counts: RemovalCounts = {};
  const rewrite = async () => {
    for (const table of TABLES) {
      for (let offset = 0; ; offset += PAGE) {
        const query = tx(table.name).orderBy([...table.key]);
        // Entries of incidents are rewritten with them
        if (table.name === 'audit_log') query.whereNull('incident_key');
        const rows: Row[] = await query.offset(offset).limit(PAGE);
        for (const row of rows) {
          const change = changeOf(table, row, removal);
          if (!change || change === 'delete') continue;
          counts[table.name] = (counts[table.name] ?? 0) + 1;
          if (!dryRun)
            await tx(table.name).where({ id: row.id }).update(change);
        }
        if (rows.length < PAGE) break;
      }
    }
  };
  if (dryRun) await rewrite();
  else await unprotected(tx, ['audit_log'], rewrite);
  return counts;
}
