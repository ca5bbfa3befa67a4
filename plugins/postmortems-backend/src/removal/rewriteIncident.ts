import type {
  PostmortemContent,
  Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { AUTHOR } from '../drafting';
import {
  contentHashOf,
  type EvidenceRow,
  EvidenceStore,
  fromEvidenceRow,
} from '../evidence';
import { readIncident } from '../incidents';
import { recordIncidentMetrics } from '../orgMetrics';
import { appendAudit, type AuditRow } from '../platform/audit';
import { now } from '../platform/database';
import { Turns } from '../platform/Turns';
import {
  bringsWords,
  newRevision,
  noteErasedAuthor,
  readRevision,
  revisionHashes,
  RevisionStore,
} from '../postmortems';
import {
  recordHashes,
  recordRemoval,
  type RemovalChanges,
  type SealChain,
  SealStore,
  sealEvidence,
} from '../sealing';
import {
  ofIncident,
  type Row,
  rowsOf,
  TEXT_TABLES,
  type TextTable,
} from './textTables';
import { unprotected } from './unprotected';

/** Rows read at once; a payload has up to 256 KiB. */
const PAGE = 100;
/** What a seal is over. */
const SEALED = ['incidents', 'evidence', 'seals', 'incident_participants'];

/** Changed rows by table. */
export type RemovalCounts = Record<string, number>;

/** The rows of a table of the incident that is rewritten. */
export type ReadRows = (table: TextTable) => AsyncIterable<Row>;

/** What is taken out of the rows of an incident. */
export type Removal = {
  actor: string;
  /** As the audit log has it, e.g. `incident.remove_secrets`. */
  action: string;
  details?: Record<string, unknown>;
  /** Why, in the record of the removal and of superseded seals. */
  reason: string;
  /** Of the revision that says so. */
  revisionReason: string;
  /** Sees all rows before the first one is changed. */
  learn?(rows: ReadRows): Promise<void>;
  /** Columns of a row that change; `delete` when nothing is left of it. */
  change(table: TextTable, row: Row): Row | 'delete' | undefined;
  /** What becomes of the name of an alert; nothing is left of it without one. */
  renameAlert?(name: string): string | undefined;
  /** The newest content, after its row was changed. */
  revise?(content: PostmortemContent): PostmortemContent;
};

/**
 * Takes something out of all rows of an incident, in the transaction that writes of
 * the incident wait for. The hashes before and after get an entry in the chain of
 * seals, the evidence is sealed anew, earlier seals are marked as superseded, and
 * the postmortem gets a revision with the new seal. Doing it again changes nothing.
 * Answers that repeat what was removed are left to `forgetAnswers`, after the commit.
 *
 * @param options - `dryRun` counts, and changes nothing
 */
export async function rewriteIncident(
  tx: Knex.Transaction,
  key: string,
  removal: Removal,
  { chain, dryRun }: { chain: SealChain; dryRun: boolean },
): Promise<RemovalCounts> {
  await readIncident(tx, { key, lock: true, evenErased: true });
  await removal.learn?.(table => readRows(tx, table, key));
  const counts: RemovalCounts = {};
  const changes: RemovalChanges = {
    evidence: {},
    revisions: {},
    seals: [],
    records: {},
  };
  const authors = new Set<string>();
  const rewrite = async () => {
    for (const table of TEXT_TABLES) {
      for await (const row of readRows(tx, table, key)) {
        const change = changeOf(table, row, removal);
        if (!change) continue;
        counts[table.name] = (counts[table.name] ?? 0) + 1;
        if (dryRun) continue;
        await applyChange(tx, table, row, change);
        const author =
          change === 'delete' ? undefined : erasedAuthor(row, change);
        if (author) authors.add(author);
        if (change !== 'delete') noteChange(table, row, change, changes);
      }
    }
  };
  if (dryRun) {
    await rewrite();
    return counts;
  }
  const revisions = await hashesOfRevisions(tx, key);
  const postmortem = await tx('postmortems')
    .where({ incident_key: key })
    .first<{ id: string } | undefined>('id');
  await unprotected(
    tx,
    TEXT_TABLES.flatMap(({ isAppendOnly, name }) => (isAppendOnly ? name : [])),
    rewrite,
  );
  if (Object.keys(counts).length === 0) return counts;
  for (const ref of postmortem ? authors : []) {
    await noteErasedAuthor(tx, { postmortemId: postmortem!.id, ref });
  }
  for (const [id, to] of await hashesOfRevisions(tx, key)) {
    const from = revisions.get(id);
    if (from !== undefined && from !== to) changes.revisions[id] = { from, to };
  }
  for (const [id, to] of await recordHashes(tx, changes.seals)) {
    changes.records![id] = to;
  }
  await recordRemoval(tx, {
    chain,
    incidentKey: key,
    reason: removal.reason,
    changes,
  });
  const sealId = SEALED.some(table => counts[table])
    ? await sealAnew(tx, key, removal, chain)
    : undefined;
  await recordIncidentMetrics(tx, {
    incidentKey: key,
    ...(await renamedAlerts(tx, key, removal)),
  });
  await appendAudit(tx, {
    actor: removal.actor,
    action: removal.action,
    incidentKey: key,
    subjectId: key,
    details: { rows: counts, ...removal.details, ...(sealId && { sealId }) },
  });
  return counts;
}

/** Names of alerts tell which incidents repeat each other. */
async function renamedAlerts(
  tx: Knex.Transaction,
  incidentKey: string,
  removal: Removal,
) {
  if (!removal.renameAlert) return {};
  const names: string[] = await tx('incident_recurrence_keys')
    .where({ incident_key: incidentKey, basis: 'alert_name' })
    .distinct()
    .pluck('value');
  const forgotten = names.filter(name => removal.renameAlert!(name) !== name);
  return {
    forgottenAlertNames: forgotten,
    alertNames: forgotten.flatMap(name => removal.renameAlert!(name) ?? []),
  };
}

/** Lets a removal learn from an incident that is not rewritten now. */
export async function learnFrom(
  knex: Knex,
  incidentKey: string,
  removal: Removal,
): Promise<void> {
  await removal.learn?.(table => readRows(knex, table, incidentKey));
}

/** Page by page; keys of rows are not changed. Others have a turn between rows. */
export async function* readRows(
  tx: Knex,
  table: TextTable,
  incidentKey: string,
): AsyncIterable<Row> {
  const { key } = table;
  const turns = new Turns();
  let last: Row | undefined;
  do {
    const query = rowsOf(tx, table, incidentKey).limit(PAGE);
    if (last) {
      const after = last;
      query.whereRaw(`(${key.map(() => '??')}) > (${key.map(() => '?')})`, [
        ...key,
        ...key.map(column => after[column]),
      ] as Knex.RawBinding[]);
    }
    const rows: Row[] = await query;
    for (const row of rows) {
      yield row;
      await turns.next();
    }
    last = rows.length === PAGE ? rows[PAGE - 1] : undefined;
  } while (last);
}

/** What a row holds, as values. */
export function fieldsOf({ texts = [], json = [] }: TextTable, row: Row) {
  return Object.fromEntries([
    ...texts.map(column => [column, row[column] ?? null]),
    ...json.map(column => [
      column,
      row[column] === null || row[column] === undefined
        ? null
        : JSON.parse(String(row[column])),
    ]),
  ]);
}

/** Columns of what a row holds now, where it is something else. */
export function columnsOf(
  { texts = [], json = [] }: TextTable,
  before: ReturnType<typeof fieldsOf>,
  after: ReturnType<typeof fieldsOf>,
): Row {
  const change: Row = {};
  for (const column of texts) {
    if (after[column] !== before[column]) change[column] = after[column];
  }
  for (const column of json) {
    if (after[column] !== before[column]) {
      change[column] = JSON.stringify(after[column]);
    }
  }
  return change;
}

/** Columns that differ, with what follows from them. */
export function changeOf(
  table: TextTable,
  row: Row,
  removal: Removal,
): Row | 'delete' | undefined {
  const change = removal.change(table, row);
  if (change === 'delete' || change === undefined) return change;
  // A hash that does not fit is found by the check of the seals, and not mended here
  if (Object.keys(change).length === 0) return undefined;
  const all: Row = { ...change, ...table.derive?.({ ...row, ...change }) };
  const differs = Object.entries(all).filter(([name, to]) => row[name] !== to);
  return differs.length > 0 ? Object.fromEntries(differs) : undefined;
}

async function applyChange(
  tx: Knex.Transaction,
  table: TextTable,
  row: Row,
  change: Row | 'delete',
): Promise<void> {
  const key = Object.fromEntries(table.key.map(name => [name, row[name]]));
  const query = tx(table.name).where(key);
  await (change === 'delete' ? query.delete() : query.update(change));
}

/** The ref that a row of who did what no longer has. */
function erasedAuthor(row: Row, change: Row): string | undefined {
  if (change.actor !== undefined) {
    return bringsWords(row as AuditRow) ? String(row.actor) : undefined;
  }
  if (change.author === undefined) return undefined;
  const author = JSON.parse(String(row.author)) as Revision['author'];
  return author.type === 'person' ? author.ref : undefined;
}

function noteChange(
  table: TextTable,
  row: Row,
  change: Row,
  changes: RemovalChanges,
): void {
  if (table.name === 'evidence' && change.content_hash) {
    changes.evidence[String(row.id)] = {
      from: contentHashOf(fromEvidenceRow(row as EvidenceRow)),
      to: String(change.content_hash),
    };
  } else if (table.name === 'seals') {
    changes.seals.push(String(row.id));
  }
}

/** What the chain says of the revisions of an incident, by their ids in it. */
async function hashesOfRevisions(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<Map<string, string>> {
  const table = TEXT_TABLES.find(({ name }) => name === 'revisions')!;
  const ids: { postmortem_id: string; revision: number }[] = await ofIncident(
    tx,
    table,
    incidentKey,
  ).select('postmortem_id', 'revision');
  return revisionHashes(
    tx,
    ids.map(one => `${one.postmortem_id}/${one.revision}`),
  );
}

/** The id of the new seal; none when there was none before. */
async function sealAnew(
  tx: Knex.Transaction,
  incidentKey: string,
  removal: Removal,
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
    actor: removal.actor,
  });
  const at = now();
  for (const id of earlier) {
    if (id === seal.id) continue;
    await tx('superseded_seals')
      .insert({
        seal_id: id,
        superseded_by: seal.id,
        superseded_at: at,
        superseded_reason: removal.reason,
      })
      .onConflict('seal_id')
      .ignore();
  }
  await reviseWith(tx, incidentKey, seal.id, removal, chain);
  return seal.id;
}

/** The postmortem says which evidence it rests on: from now on, the new seal. */
async function reviseWith(
  tx: Knex.Transaction,
  incidentKey: string,
  sealId: string,
  removal: Removal,
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
      reason: removal.revisionReason,
      sealId,
      traceId,
      content: removal.revise?.(content) ?? content,
    }),
    textUnchanged: true,
    evenErased: true,
    actor: removal.actor,
  });
}
