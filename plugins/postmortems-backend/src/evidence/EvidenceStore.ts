import { NotFoundError } from '@backstage/errors';
import {
  MAX_PAYLOAD_BYTES,
  type EvidenceNode,
  type EvidenceOutcome,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { assertNotErased } from '../incidents';
import { alertNamesOf, recordAlertNames } from '../orgMetrics';
import { type Actor, appendAudit } from '../platform/audit';
import {
  bulkInsert,
  decodeCursor,
  encodeCursor,
  inTransaction,
  type Page,
  type PageRequest,
  toPage,
  whereAnyOf,
} from '../platform/database';
import { countOutcomes, groupById, outcomesOf } from './batchOutcomes';
import {
  EVIDENCE_TABLE,
  type EvidenceRow,
  fromEvidenceRow,
  toEvidenceRow,
} from './evidenceRow';
import { assertWithinLimits, type EvidenceLimits } from './limits';
import { refusalNode } from './refusalNode';

const LIST = 'evidence';
/** Content hashes read at once. */
const HASH_CHUNK = 5000;
/** Nodes read at once by their ids. */
const NODE_CHUNK = 500;
/** Places in a stream that are looked up at once. */
const PLACES = 2000;
/** Payload of a stream's page, in bytes as sent. Parsing one keeps others waiting. */
const PAGE_BYTES = 1024 * 1024;

const OUTLINE = [
  'occurred_at',
  'id',
  'kind',
  'service',
  'source_type',
  'original_bytes',
] as const;
type OutlineRow = Pick<EvidenceRow, (typeof OUTLINE)[number]>;

type ListEvidenceOptions = PageRequest & {
  incidentKey: string;
  sourceTypes?: SourceType[];
  /** Both inclusive. */
  from?: string;
  to?: string;
  ids?: string[];
  /** Only evidence up to this batch. */
  throughBatch?: number;
};

/** Evidence of incidents. Callers have checked access to the incident. */
export class EvidenceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): EvidenceStore {
    return new EvidenceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** See {@link insertEvidence}. */
  async insert(
    options: Parameters<typeof insertEvidence>[1],
  ): Promise<EvidenceOutcome[]> {
    return inTransaction(this.#knex, tx => insertEvidence(tx, options));
  }

  /**
   * Keeps since when evidence of an incident is refused, once: with the incident,
   * and as evidence, so that the postmortem says what it cannot know.
   */
  async recordRefusal(options: {
    incidentKey: string;
    actor: Actor;
  }): Promise<void> {
    const { incidentKey, actor } = options;
    await inTransaction(this.#knex, async tx => {
      const at = new Date().toISOString();
      const isFirst = await tx('incidents')
        .where({ key: incidentKey })
        .whereNull('evidence_refused_at')
        .update({ evidence_refused_at: at });
      if (!isFirst) return;
      const primary = await tx('incident_services')
        .where({ incident_key: incidentKey, position: 0 })
        .first<{ service_ref: string }>('service_ref');
      const nodes = [refusalNode(at, primary.service_ref)];
      await insertEvidence(tx, { incidentKey, nodes, actor });
    });
  }

  /** Ascending by timestamp, then id. */
  async list(options: ListEvidenceOptions): Promise<Page<EvidenceNode>> {
    const query = this.#knex<EvidenceRow>('evidence')
      .where('incident_key', options.incidentKey)
      .orderBy(['occurred_at', 'id'])
      .limit(options.limit + 1);
    if (options.sourceTypes) query.whereIn('source_type', options.sourceTypes);
    if (options.from) query.where('occurred_at', '>=', options.from);
    if (options.to) query.where('occurred_at', '<=', options.to);
    if (options.ids) whereAnyOf(this.#knex, query, 'id', options.ids);
    if (options.throughBatch !== undefined) {
      query.where('batch', '<=', options.throughBatch);
    }
    if (options.cursor !== undefined) {
      query.whereRaw(
        '(occurred_at, id) > (?, ?)',
        decodeCursor(LIST, ['time', 'text'], options.cursor),
      );
    }
    const page = toPage<EvidenceRow>(await query, options.limit, last =>
      encodeCursor(LIST, [last.occurred_at, last.id]),
    );
    return { ...page, items: page.items.map(fromEvidenceRow) };
  }

  /** Those that are stored, by id. */
  async getMany(options: {
    incidentKey: string;
    ids: readonly string[];
    /** Only evidence up to this batch. */
    throughBatch?: number;
  }): Promise<Map<string, EvidenceNode>> {
    const { incidentKey, throughBatch } = options;
    const nodes = new Map<string, EvidenceNode>();
    const ids = [...new Set(options.ids)];
    for (let start = 0; start < ids.length; start += NODE_CHUNK) {
      const query = this.#knex('evidence')
        .select()
        .where('incident_key', incidentKey);
      if (throughBatch !== undefined) query.where('batch', '<=', throughBatch);
      const rows: EvidenceRow[] = await whereAnyOf(
        this.#knex,
        query,
        'id',
        ids.slice(start, start + NODE_CHUNK),
      );
      for (const row of rows) nodes.set(row.id, fromEvidenceRow(row));
    }
    return nodes;
  }

  /** How much evidence of an incident is stored. */
  async sizeOf(options: {
    incidentKey: string;
  }): Promise<{ nodes: number; bytes: number }> {
    const row = await this.#knex('incidents')
      .where({ key: options.incidentKey })
      .first<
        { evidence_nodes: number; evidence_bytes: number | string } | undefined
      >('evidence_nodes', 'evidence_bytes');
    return {
      nodes: row?.evidence_nodes ?? 0,
      bytes: Number(row?.evidence_bytes ?? 0),
    };
  }

  /** Whether there is evidence besides that of these kinds. */
  async hasOtherThan(options: {
    incidentKey: string;
    kinds: readonly string[];
  }): Promise<boolean> {
    const found = await this.#knex('evidence')
      .where('incident_key', options.incidentKey)
      .andWhere(other =>
        other.whereNull('kind').orWhereNotIn('kind', [...options.kinds]),
      )
      .first('id');
    return found !== undefined;
  }

  /** Sources whose last collection failed, by what the evidence itself says. */
  async lastFailures(options: {
    incidentKey: string;
  }): Promise<{ source: string; message: string }[]> {
    const rows: EvidenceRow[] = await this.#knex<EvidenceRow>('evidence')
      .where('incident_key', options.incidentKey)
      .whereIn('kind', ['collection', 'collection_failure'])
      .orderBy(['batch', 'occurred_at', 'id']);
    const last = new Map(
      rows.map(fromEvidenceRow).map(({ payload }) => [payload.source, payload]),
    );
    return [...last.values()]
      .filter(({ kind }) => kind === 'collection_failure')
      .map(({ source, message }) => ({
        source: String(source),
        message: String(message),
      }));
  }

  /** By provider, when evidence is gone at its source; the soonest first. */
  async listForgetting(options: {
    incidentKey: string;
  }): Promise<{ provider: string; from: string; to: string; nodes: number }[]> {
    const rows: {
      provider: string;
      from: string;
      to: string;
      nodes: number | string;
    }[] = await this.#knex('evidence')
      .where('incident_key', options.incidentKey)
      .whereNotNull('expires_at')
      .groupBy('provider')
      .orderBy([{ column: 'from' }, { column: 'provider' }])
      .select('provider')
      .min({ from: 'expires_at' })
      .max({ to: 'expires_at' })
      .count({ nodes: '*' });
    return rows.map(row => ({ ...row, nodes: Number(row.nodes) }));
  }

  /** What each node is about, in the order of {@link EvidenceStore.stream}, without payloads. */
  async *outline(options: {
    incidentKey: string;
    throughBatch: number;
  }): AsyncIterable<EvidenceOutline> {
    let last: OutlineRow | undefined;
    for (;;) {
      const query = this.#knex('evidence')
        .where('incident_key', options.incidentKey)
        .where('batch', '<=', options.throughBatch)
        .orderBy(['occurred_at', 'id'])
        .limit(PLACES);
      if (last) {
        query.whereRaw('(occurred_at, id) > (?, ?)', [
          last.occurred_at,
          last.id,
        ]);
      }
      const rows: OutlineRow[] = await query.select(OUTLINE);
      for (const row of rows) {
        yield {
          id: row.id,
          kind: row.kind ?? '',
          service: row.service,
          sourceType: row.source_type as SourceType,
          at: Date.parse(row.occurred_at),
          bytes: bytesOf(row),
        };
      }
      if (rows.length < PLACES) return;
      last = rows.at(-1);
    }
  }

  /**
   * Ascending by timestamp, then id, in bounded memory: pages follow the size
   * of the payloads. No transaction is held open, so evidence that arrives
   * meanwhile may or may not be included unless `throughBatch` is set.
   */
  async *stream(options: {
    incidentKey: string;
    throughBatch?: number;
  }): AsyncIterable<EvidenceNode> {
    const { incidentKey, throughBatch } = options;
    const after = (last: PlaceRow | undefined) => {
      const query = this.#knex('evidence')
        .where('incident_key', incidentKey)
        .orderBy(['occurred_at', 'id']);
      if (throughBatch !== undefined) query.where('batch', '<=', throughBatch);
      if (last) {
        query.whereRaw('(occurred_at, id) > (?, ?)', [
          last.occurred_at,
          last.id,
        ]);
      }
      return query;
    };
    let last: PlaceRow | undefined;
    for (;;) {
      const places: PlaceRow[] = await after(last)
        .select('occurred_at', 'id', 'original_bytes')
        .limit(PLACES);
      if (places.length === 0) return;
      for (const page of pagesOf(places)) {
        const end = page.at(-1)!;
        const rows: EvidenceRow[] = await after(last)
          .select()
          .whereRaw('(occurred_at, id) <= (?, ?)', [end.occurred_at, end.id]);
        for (const row of rows) yield fromEvidenceRow(row);
        last = end;
      }
    }
  }
}

/** A node without its payload. */
export type EvidenceOutline = {
  id: string;
  kind: string;
  service: string;
  sourceType: SourceType;
  /** Milliseconds since 1970. */
  at: number;
  /** Of its payload, at most. */
  bytes: number;
};

function bytesOf(row: Pick<EvidenceRow, 'original_bytes'>): number {
  return Math.min(Number(row.original_bytes), MAX_PAYLOAD_BYTES);
}

type PlaceRow = Pick<EvidenceRow, 'occurred_at' | 'id' | 'original_bytes'>;

/** Runs of nodes whose payloads are read at once. */
function* pagesOf(places: readonly PlaceRow[]): Iterable<PlaceRow[]> {
  let page: PlaceRow[] = [];
  let bytes = 0;
  for (const place of places) {
    const size = bytesOf(place);
    if (page.length > 0 && bytes + size > PAGE_BYTES) {
      yield page;
      page = [];
      bytes = 0;
    }
    page.push(place);
    bytes += size;
  }
  yield page;
}

/**
 * Stores what is new of a batch and answers for each node, in the order sent.
 * Only ids that turn out to be taken are looked up.
 *
 * The first statement takes the incident's next batch number and with it the
 * lock on its row. So batches of an incident are written one after the other,
 * concurrent clients cannot deadlock, and "up to batch n" is an exact set that
 * a seal can name. Throws `EvidenceLimitError` when there would be too much.
 */
export async function insertEvidence(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    nodes: readonly EvidenceNode[];
    actor: Actor;
    /** Who had a source collect it. */
    requestedBy?: Actor;
    /** None: whatever there is already, this is kept. */
    limits?: EvidenceLimits;
  },
): Promise<EvidenceOutcome[]> {
  const { incidentKey, nodes, actor, requestedBy, limits } = options;
  const batch = await takeBatchNumber(tx, incidentKey);
  const { unique, ambiguous } = groupById(nodes);
  const rows = unique.map(node => toEvidenceRow(incidentKey, batch, node));
  const created = new Set(await bulkInsert(tx, EVIDENCE_TABLE, rows));
  // A batch without news does not outdate what was written from evidence
  if (created.size === 0) await returnBatchNumber(tx, incidentKey);
  const stored = await addToCounts(tx, incidentKey, {
    nodes: created.size,
    bytes: rows.reduce(
      (sum, { id, payload }) =>
        sum + (created.has(id) ? Buffer.byteLength(payload) : 0),
      0,
    ),
  });
  if (limits && created.size > 0) {
    assertWithinLimits(incidentKey, stored, limits);
  }
  const outcomes = outcomesOf(nodes, {
    created,
    ambiguous,
    storedHashes: await readContentHashes(tx, {
      incidentKey,
      ids: unique.map(node => node.id).filter(id => !created.has(id)),
    }),
  });
  // Sent again, it changes nothing
  if (created.size > 0) {
    await appendAudit(tx, {
      actor,
      action: 'evidence.insert',
      incidentKey,
      subjectId: String(batch),
      details: {
        ...countOutcomes(outcomes),
        ...ownWordsOf(
          unique.filter(({ id }) => created.has(id)),
          actor,
        ),
        ...(requestedBy && { requestedBy }),
      },
    });
  }
  // Last, as other incidents wait for the end of whoever changes these
  await recordAlertNames(tx, {
    incidentKey,
    alertNames: alertNamesOf(unique.filter(({ id }) => created.has(id))),
  });
  return outcomes;
}

/** How many say something in the name of whoever adds them, as notes do. */
function ownWordsOf(nodes: readonly EvidenceNode[], actor: Actor) {
  const ownWords = nodes.filter(({ payload: { author } }) => {
    const id =
      typeof author === 'object' && author !== null && 'id' in author
        ? author.id
        : author;
    return id === actor;
  }).length;
  return ownWords > 0 ? { ownWords } : {};
}

async function takeBatchNumber(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<number> {
  const [row] = await tx('incidents')
    .where({ key: incidentKey })
    .increment('evidence_batches', 1)
    .returning<{ evidence_batches: number; erased_at: string | null }[]>([
      'evidence_batches',
      'erased_at',
    ]);
  if (!row) throw new NotFoundError(`No incident with key '${incidentKey}'`);
  if (row.erased_at !== null) {
    assertNotErased({
      key: incidentKey,
      erased: { at: row.erased_at, reason: '' },
    });
  }
  return row.evidence_batches;
}

/** Counts what was stored, and answers with what there is now. */
async function addToCounts(
  tx: Knex.Transaction,
  incidentKey: string,
  added: { nodes: number; bytes: number },
): Promise<{ nodes: number; bytes: number }> {
  const [row] = await tx('incidents')
    .where({ key: incidentKey })
    .increment({ evidence_nodes: added.nodes, evidence_bytes: added.bytes })
    .returning<{ evidence_nodes: number; evidence_bytes: number | string }[]>([
      'evidence_nodes',
      'evidence_bytes',
    ]);
  return {
    nodes: row.evidence_nodes,
    bytes: Number(row.evidence_bytes),
  };
}

/** The lock on the incident's row is still held. */
async function returnBatchNumber(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<void> {
  await tx('incidents')
    .where({ key: incidentKey })
    .decrement('evidence_batches', 1);
}

async function readContentHashes(
  tx: Knex.Transaction,
  options: { incidentKey: string; ids: readonly string[] },
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (let start = 0; start < options.ids.length; start += HASH_CHUNK) {
    const rows: Pick<EvidenceRow, 'id' | 'content_hash'>[] = await whereAnyOf(
      tx,
      tx('evidence')
        .select('id', 'content_hash')
        .where('incident_key', options.incidentKey),
      'id',
      options.ids.slice(start, start + HASH_CHUNK),
    );
    for (const row of rows) hashes.set(row.id, row.content_hash);
  }
  return hashes;
}
