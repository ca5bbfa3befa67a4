import { NotFoundError } from '@backstage/errors';
import type {
  EvidenceNode,
  EvidenceOutcome,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
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

const LIST = 'evidence';
/** Content hashes read at once. */
const HASH_CHUNK = 5000;
/** Nodes read at once by their ids. */
const NODE_CHUNK = 500;
/** Nodes of a stream's first page, before their size is known. */
const FIRST_PAGE = 64;
const LARGEST_PAGE = 1000;
/** Payload of a stream's page, in bytes as sent. */
const PAGE_BYTES = 8 * 1024 * 1024;

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

  /**
   * Ascending by timestamp, then id, in bounded memory: pages follow the size
   * of the payloads. No transaction is held open, so evidence that arrives
   * meanwhile may or may not be included unless `throughBatch` is set.
   */
  async *stream(options: {
    incidentKey: string;
    throughBatch?: number;
  }): AsyncIterable<EvidenceNode> {
    let limit = FIRST_PAGE;
    let cursor: string | undefined;
    do {
      const page = await this.list({ ...options, cursor, limit });
      yield* page.items;
      const bytes = page.items.reduce((sum, one) => sum + one.originalBytes, 0);
      const average = Math.max(1, bytes / Math.max(1, page.items.length));
      limit = Math.min(
        LARGEST_PAGE,
        Math.max(FIRST_PAGE / 2, Math.floor(PAGE_BYTES / average)),
      );
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

/**
 * Stores what is new of a batch and answers for each node, in the order sent.
 * Only ids that turn out to be taken are looked up.
 *
 * The first statement takes the incident's next batch number and with it the
 * lock on its row. So batches of an incident are written one after the other,
 * concurrent clients cannot deadlock, and "up to batch n" is an exact set that
 * a seal can name.
 */
export async function insertEvidence(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    nodes: readonly EvidenceNode[];
    actor: Actor;
  },
): Promise<EvidenceOutcome[]> {
  const { incidentKey, nodes, actor } = options;
  const batch = await takeBatchNumber(tx, incidentKey);
  const { unique, ambiguous } = groupById(nodes);
  const rows = unique.map(node => toEvidenceRow(incidentKey, batch, node));
  const created = new Set(await bulkInsert(tx, EVIDENCE_TABLE, rows));
  // A batch without news does not outdate what was written from evidence
  if (created.size === 0) await returnBatchNumber(tx, incidentKey);
  await recordAlertNames(tx, {
    incidentKey,
    alertNames: alertNamesOf(unique.filter(({ id }) => created.has(id))),
  });
  const outcomes = outcomesOf(nodes, {
    created,
    ambiguous,
    storedHashes: await readContentHashes(tx, {
      incidentKey,
      ids: unique.map(node => node.id).filter(id => !created.has(id)),
    }),
  });
  await appendAudit(tx, {
    actor,
    action: 'evidence.insert',
    incidentKey,
    subjectId: String(batch),
    details: countOutcomes(outcomes),
  });
  return outcomes;
}

async function takeBatchNumber(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<number> {
  const [row] = await tx('incidents')
    .where({ key: incidentKey })
    .increment('evidence_batches', 1)
    .returning<{ evidence_batches: number }[]>('evidence_batches');
  if (!row) throw new NotFoundError(`No incident with key '${incidentKey}'`);
  return row.evidence_batches;
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
