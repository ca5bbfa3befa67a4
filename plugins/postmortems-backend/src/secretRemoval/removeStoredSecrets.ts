import type { Knex } from 'knex';
import { AUTHOR } from '../drafting';
import { EvidenceStore } from '../evidence';
import { forgetAnswers } from '../idempotency';
import { readIncident } from '../incidents';
import { appendAudit } from '../platform/audit';
import { inTransaction, now } from '../platform/database';
import {
  newRevision,
  readRevision,
  revisionHashes,
  RevisionStore,
} from '../postmortems';
import {
  recordRemoval,
  type RemovalChanges,
  type SealChain,
  SealStore,
  sealEvidence,
} from '../sealing';
import { maskDelivery, maskText } from '../secrets';
import { KnownSecrets } from './KnownSecrets';
import { type Row, rowsOf, TEXT_TABLES, type TextTable } from './textTables';
import { unprotected } from './unprotected';

const ACTOR = 'postmortems:secrets-mask';
const REASON = 'a secret was removed';
/** Rows read at once; a payload has up to 256 KiB. */
const PAGE = 100;
/** What a seal is over. */
const SEALED = ['incidents', 'evidence', 'seals'];

/** Changed rows by table. */
export type RemovalCounts = Record<string, number>;

/**
 * Removes secrets from what was stored before secrets were masked on arrival:
 * incident by incident, each in one transaction that writes of the incident
 * wait for. The hashes before and after get an entry in the chain of seals, the
 * evidence is sealed anew, earlier seals are marked as superseded, and the
 * postmortem gets a revision with the new seal. Running it again changes nothing.
 *
 * @param options - `dryRun` counts, and changes nothing
 */
export async function removeStoredSecrets(options: {
  knex: Knex;
  chain: SealChain;
  dryRun?: boolean;
  onIncident?(incidentKey: string, counts: RemovalCounts): void;
}): Promise<RemovalCounts> {
  const { knex, chain, dryRun = false, onIncident } = options;
  const totals: RemovalCounts = {};
  const add = (counts: RemovalCounts) => {
    for (const [table, count] of Object.entries(counts)) {
      totals[table] = (totals[table] ?? 0) + count;
    }
  };
  const keys: string[] = await knex('incidents').orderBy('key').pluck('key');
  for (const key of keys) {
    const counts = await inTransaction(knex, tx =>
      removeFromIncident(tx, key, { chain, dryRun }),
    );
    if (Object.keys(counts).length > 0) onIncident?.(key, counts);
    add(counts);
  }
  add(await removeFromDeliveries(knex, dryRun));
  return totals;
}

async function removeFromIncident(
  tx: Knex.Transaction,
  key: string,
  { chain, dryRun }: { chain: SealChain; dryRun: boolean },
): Promise<RemovalCounts> {
  await readIncident(tx, { key, lock: true });
  const known = new KnownSecrets();
  for (const table of TEXT_TABLES) {
    for await (const row of readRows(tx, table, key)) {
      known.learn(fieldsOf(table, row));
    }
  }
  const counts: RemovalCounts = {};
  const changes: RemovalChanges = { evidence: {}, revisions: {}, seals: [] };
  const rewrite = async () => {
    for (const table of TEXT_TABLES) {
      for await (const row of readRows(tx, table, key)) {
        const change = changeOf(table, row, known);
        if (!change) continue;
        counts[table.name] = (counts[table.name] ?? 0) + 1;
        if (dryRun) continue;
        await applyChange(tx, table, row, change);
        if (table.name === 'evidence') {
          changes.evidence[String(row.id)] = {
            from: String(row.content_hash),
            to: String(change.content_hash),
          };
        } else if (table.name === 'seals') {
          changes.seals.push(String(row.id));
        }
      }
    }
  };
  if (dryRun) {
    await rewrite();
    return counts;
  }
  const revisions = await hashesOfRevisions(tx, key);
  await unprotected(
    tx,
    TEXT_TABLES.flatMap(({ isAppendOnly, name }) => (isAppendOnly ? name : [])),
    rewrite,
  );
  if (Object.keys(counts).length === 0) return counts;
  // They may repeat what was removed
  await forgetAnswers(tx);
  for (const [id, to] of await hashesOfRevisions(tx, key)) {
    const from = revisions.get(id);
    if (from !== undefined && from !== to) changes.revisions[id] = { from, to };
  }
  await recordRemoval(tx, {
    chain,
    incidentKey: key,
    reason: REASON,
    changes,
  });
  const sealId = SEALED.some(table => counts[table])
    ? await sealAnew(tx, key, chain)
    : undefined;
  await appendAudit(tx, {
    actor: ACTOR,
    action: 'incident.remove_secrets',
    incidentKey: key,
    subjectId: key,
    details: { rows: counts, ...(sealId && { sealId }) },
  });
  return counts;
}

/** Page by page: rows keep their place, since keys are not changed. */
async function* readRows(
  tx: Knex,
  table: TextTable,
  incidentKey: string,
): AsyncIterable<Row> {
  for (let offset = 0; ; offset += PAGE) {
    const rows: Row[] = await rowsOf(tx, table, incidentKey)
      .offset(offset)
      .limit(PAGE);
    yield* rows;
    if (rows.length < PAGE) return;
  }
}

/** What a row holds, as values. */
function fieldsOf({ texts = [], json = [] }: TextTable, row: Row) {
  return Object.fromEntries([
    ...texts.map(column => [column, row[column] ?? null]),
    ...json.map(column => [column, JSON.parse(String(row[column]))]),
  ]);
}

function changeOf(
  table: TextTable,
  row: Row,
  known: KnownSecrets,
): Row | undefined {
  const fields = fieldsOf(table, row);
  const masked = known.mask(fields);
  if (masked === fields) return undefined;
  const change: Row = {};
  for (const column of table.texts ?? []) {
    if (masked[column] !== fields[column]) change[column] = masked[column];
  }
  for (const column of table.json ?? []) {
    if (masked[column] !== fields[column]) {
      change[column] = JSON.stringify(masked[column]);
    }
  }
  return { ...change, ...table.derive?.({ ...row, ...change }) };
}

async function applyChange(
  tx: Knex.Transaction,
  table: TextTable,
  row: Row,
  change: Row,
): Promise<void> {
  const key = Object.fromEntries(table.key.map(name => [name, row[name]]));
  await tx(table.name).where(key).update(change);
}

/** What the chain says of the revisions of an incident, by their ids in it. */
async function hashesOfRevisions(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<Map<string, string>> {
  const ids: { postmortem_id: string; revision: number }[] = await tx(
    'revisions',
  )
    .whereIn(
      'postmortem_id',
      tx('postmortems').where('incident_key', incidentKey).select('id'),
    )
    .select('postmortem_id', 'revision');
  return revisionHashes(
    tx,
    ids.map(one => `${one.postmortem_id}/${one.revision}`),
  );
}

/** The id of the new seal; none when there was none before. */
async function sealAnew(
  tx: Knex.Transaction,
  incidentKey: string,
  chain: SealChain,
): Promise<string | undefined> {
  const evidence = EvidenceStore.create({ knex: tx });
  const seals = SealStore.create({ knex: tx, evidence, chain });
  const newest = await seals.newest({ incidentKey });
  if (!newest) return undefined;
  const earlier: string[] = await tx('seals')
    .where('incident_key', incidentKey)
    .pluck('id');
  const { dependencies } = newest.manifest;
  const { seal } = await sealEvidence({
    seals,
    incident: await readIncident(tx, { key: incidentKey }),
    ...(dependencies && {
      dependencies: new Map(Object.entries(dependencies)),
    }),
    actor: ACTOR,
  });
  const at = now();
  for (const id of earlier) {
    if (id === seal.id) continue;
    await tx('superseded_seals')
      .insert({
        seal_id: id,
        superseded_by: seal.id,
        superseded_at: at,
        superseded_reason: REASON,
      })
      .onConflict('seal_id')
      .ignore();
  }
  await reviseWith(tx, incidentKey, seal.id, chain);
  return seal.id;
}

/** The postmortem says which evidence it rests on: from now on, the new seal. */
async function reviseWith(
  tx: Knex.Transaction,
  incidentKey: string,
  sealId: string,
  chain: SealChain,
): Promise<void> {
  const postmortem: { id: string; revision: number } | undefined = await tx(
    'postmortems',
  )
    .where('incident_key', incidentKey)
    .first('id', 'revision');
  if (!postmortem) return;
  const { content, traceId } = await readRevision(tx, postmortem);
  await RevisionStore.create({ knex: tx, chain }).save({
    revision: newRevision({
      incidentKey,
      author: AUTHOR,
      reason: 'A secret was removed from what was stored',
      sealId,
      traceId,
      content,
    }),
    textUnchanged: true,
    actor: ACTOR,
  });
}

async function removeFromDeliveries(
  knex: Knex,
  dryRun: boolean,
): Promise<RemovalCounts> {
  let changed = 0;
  const key = ['source_id', 'delivery_id'];
  for (let offset = 0; ; offset += PAGE) {
    const rows: { [name: string]: string }[] = await knex('webhook_deliveries')
      .select([...key, 'kind', 'body', 'error'])
      .orderBy(key)
      .offset(offset)
      .limit(PAGE);
    for (const { body, error, kind, ...delivery } of rows) {
      const masked = {
        body: await maskDelivery(body),
        error: error && maskText(error),
      };
      if (masked.body === body && masked.error === error) continue;
      changed += 1;
      if (dryRun) continue;
      await inTransaction(knex, async tx => {
        // A delivery that was worked off meanwhile has no body any more
        const found = await tx('webhook_deliveries')
          .where({ ...delivery, body })
          .update(masked);
        if (found === 0) return;
        await appendAudit(tx, {
          actor: ACTOR,
          action: `${kind}.remove_secrets`,
          subjectId: delivery.delivery_id,
          details: { source: delivery.source_id },
        });
      });
    }
    if (rows.length < PAGE) break;
  }
  return changed > 0 ? { webhook_deliveries: changed } : {};
}
