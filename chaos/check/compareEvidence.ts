import { INCIDENTS_OF_GROUP } from '../plan';
import { type Comparison, groupBy, type ReadApi } from './Findings';

export async function compareEvidence({
  ledger,
  knex,
  read,
  findings,
}: Comparison) {
  const sent = groupBy(ledger.of('evidence'), ({ wanted }) => wanted.key);
  const notes = groupBy(ledger.of('note'), ({ wanted }) => wanted.key);
  for (const key of new Set([...sent.keys(), ...notes.keys()])) {
    const rows: { id: string; payload: string }[] = await knex('evidence')
      .where({ incident_key: key })
      .select('id', 'payload');
    const listed = await idsInApi(read, key);
    const known = new Set<string>();
    for (const entry of sent.get(key) ?? []) {
      for (const { id, mark } of entry.wanted.nodes) {
        known.add(id);
        const found = rows.filter(
          row => row.id === id && row.payload.includes(mark),
        );
        findings.count(entry, found.length, `evidence ${id} of ${key}`);
        findings.count(
          entry,
          listed.get(id) ?? 0,
          `evidence ${id} of ${key} in the API`,
        );
      }
    }
    for (const entry of notes.get(key) ?? []) {
      const { mark } = entry.wanted;
      const found = rows.filter(row => row.payload.includes(mark));
      for (const { id } of found) known.add(id);
      findings.count(entry, found.length, `note ${mark} of ${key}`);
    }
    for (const { id } of rows) {
      // What an archive says of a source that could not be asked
      if (!known.has(id) && !id.startsWith('collection/'))
        findings.doubled.push(`evidence ${id} of ${key}, which nobody sent`);
    }
    const incident = await knex('incidents').where({ key }).first();
    if (Number(incident?.evidence_nodes) !== rows.length) {
      findings.doubled.push(`the count of evidence of ${key}`);
    }
  }
}

async function idsInApi(
  read: ReadApi,
  key: string,
): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await read(
      `/incidents/${key}/evidence?limit=500${
        cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
      }`,
    );
    for (const { id } of page?.items ?? [])
      times.set(id, (times.get(id) ?? 0) + 1);
    cursor = page?.pageInfo.nextCursor;
  } while (cursor);
  return times;
}

export async function compareAlerts({ ledger, knex, findings }: Comparison) {
  const groups = groupBy(ledger.of('alerts'), ({ wanted }) => wanted.group);
  for (const [group, entries] of groups) {
    const rows: { id: string; incident_key: string }[] = await knex('evidence')
      .where({ correlation_id: group })
      .select('id', 'incident_key');
    const ids = entries.flatMap(({ wanted, outcome }) =>
      outcome === 'acknowledged' ? wanted.ids : [],
    );
    for (const id of new Set(ids)) {
      const found = rows.filter(row => row.id === id).length;
      if (found === 0) findings.lost.push(`${id} of ${group}`);
      if (found > 1) findings.doubled.push(`${id} of ${group}`);
    }
    const isComplete = entries.every(
      ({ outcome }) => outcome === 'acknowledged',
    );
    const keys = [...new Set(rows.map(row => row.incident_key))];
    if (!isComplete) continue;
    if (keys.length > INCIDENTS_OF_GROUP)
      findings.doubled.push(`incidents of ${group}`);
    if (keys.length < INCIDENTS_OF_GROUP)
      findings.lost.push(`an incident of ${group}`);
    for (const { key, status } of await knex('incidents').whereIn(
      'key',
      keys,
    )) {
      if (status !== 'resolved')
        findings.lost.push(`the end of ${key} of ${group}`);
    }
  }
  const left = await knex('webhook_deliveries').whereIn('state', [
    'waiting',
    'failed',
  ]);
  for (const { delivery_id: id, state, error } of left) {
    findings.lost.push(`delivery ${id} is ${state}: ${error}`);
  }
}
