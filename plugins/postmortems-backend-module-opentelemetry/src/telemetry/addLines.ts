import {
  type LineGroup,
  lineGroupKey,
  LineGroups,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import {
  chunksOf,
  countOf,
  groupOf,
  type LeftOut,
  type LineRow,
  LINES,
  upsert,
} from './tables';

/** Counts lines on those that are there; new ones as far as the limit allows. */
export async function addLines(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    lines: readonly LineGroup[];
    limit: number;
    leftOut: LeftOut;
  },
): Promise<void> {
  const { incidentKey: incident_key, lines, limit, leftOut } = options;
  if (lines.length === 0) return;
  const groups = new LineGroups();
  const known = new Set<string>();
  for (const hashes of chunksOf(lines.map(lineGroupKey))) {
    const rows = await tx<LineRow>(LINES)
      .where({ incident_key })
      .whereIn('group_hash', hashes);
    for (const row of rows) {
      known.add(row.group_hash);
      groups.merge(groupOf(row));
    }
  }
  let room = limit - (await countOf(tx(LINES).where({ incident_key })));
  const taken = new Set(known);
  const inOrder = [...lines].sort(
    (a, b) => a.first.getTime() - b.first.getTime(),
  );
  for (const line of inOrder) {
    const hash = lineGroupKey(line);
    if (!taken.has(hash)) {
      if (room <= 0) {
        const at = line.first.toISOString();
        if (!leftOut.linesFrom || at < leftOut.linesFrom)
          leftOut.linesFrom = at;
        continue;
      }
      room -= 1;
      taken.add(hash);
    }
    groups.merge(line);
  }
  const rows = groups.all.map((group): LineRow => {
    const { first, last, count, service, level, message, origins } = group;
    return {
      incident_key,
      group_hash: lineGroupKey(group),
      first_at: first.toISOString(),
      last_at: last.toISOString(),
      count,
      details: JSON.stringify({ service, level, message, origins }),
    };
  });
  await upsert(tx, LINES, rows, ['incident_key', 'group_hash']);
}
