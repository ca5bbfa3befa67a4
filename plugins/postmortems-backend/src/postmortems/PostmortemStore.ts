import {
  incidentFieldSchema,
  type ChangesSinceDraft,
  type Incident,
  type Postmortem,
  type PostmortemContent,
  type PostmortemOrder,
  type PostmortemSummary,
  type ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { findIncident, readIncidents } from '../incidents';
import {
  applyScope,
  continueAfter,
  cursorAfter,
  type IncidentCriteria,
  type IncidentScope,
  inOrder,
  NEWEST_FIRST,
  type OrderColumn,
  type Page,
  type PageRequest,
  SCOPED,
  toPage,
  whereAnyOf,
  whereSearchTextMatches,
} from '../platform/database';
import {
  type PostmortemRow,
  toPostmortem,
  toPostmortemSummary,
} from './postmortemRow';
import { fromRevisionRow, readRevision, type RevisionRow } from './revisionRow';
import { readPostmortem } from './readPostmortem';

/** Columns of each order; the key comes last, so that no two rows are equal. */
const ORDERS: Record<PostmortemOrder, readonly OrderColumn[]> = {
  newest: NEWEST_FIRST,
  oldest: [
    { column: 'incidents.started_at', direction: 'asc', type: 'time' },
    { column: 'incidents.key', direction: 'asc', type: 'text' },
  ],
  severity: [
    { column: 'incidents.severity', direction: 'asc', type: 'text' },
    ...NEWEST_FIRST,
  ],
  changed: [
    { column: 'postmortems.updated_at', direction: 'desc', type: 'time' },
    { column: 'postmortems.incident_key', direction: 'desc', type: 'text' },
  ],
};

const PUBLIC_LIST = 'public-contents';
const BY_ID: readonly OrderColumn[] = [
  { column: 'postmortems.id', direction: 'asc', type: 'text' },
];

export type ListPostmortemsOptions = PageRequest &
  IncidentScope & {
    incidentKey?: string;
    status?: ReviewStatus[];
    /** Beginnings of words in title or key. */
    q?: string;
    /** Default: newest incident first. */
    order?: PostmortemOrder;
  };

/** A postmortem as lists show it, and its content. */
export type PostmortemWithContent = {
  summary: PostmortemSummary;
  content: PostmortemContent;
};

export class PostmortemStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): PostmortemStore {
    return new PostmortemStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Throws `NotFoundError`, also when the criteria exclude its incident. */
  async get(options: {
    id: string;
    criteria?: IncidentCriteria;
  }): Promise<Postmortem> {
    return readPostmortem(this.#knex, options);
  }

  async findByIncident(options: {
    incidentKey: string;
  }): Promise<Postmortem | undefined> {
    const row = await this.#knex<PostmortemRow>('postmortems')
      .where({ incident_key: options.incidentKey })
      .first();
    return row && toPostmortem(row, await readRevision(this.#knex, row));
  }

  /** Reads no content. */
  async list(
    options: ListPostmortemsOptions,
  ): Promise<Page<PostmortemSummary>> {
    const name = options.order ?? 'newest';
    const list = `postmortems/${name}`;
    const order = ORDERS[name];
    const query = this.#knex('incidents')
      .join('postmortems', 'postmortems.incident_key', 'incidents.key')
      .select(
        'incidents.key',
        'incidents.started_at',
        'incidents.severity',
        'postmortems.updated_at',
        'postmortems.incident_key',
      )
      .limit(options.limit + 1);
    inOrder(query, order);
    applyScope(this.#knex, query, SCOPED.incidents, options);
    if (options.incidentKey !== undefined) {
      query.where('incidents.key', options.incidentKey);
    }
    if (options.status) query.whereIn('postmortems.status', options.status);
    if (options.q !== undefined) {
      whereSearchTextMatches(
        this.#knex,
        query,
        'postmortems.search_text',
        options.q,
      );
    }
    continueAfter(query, list, order, options.cursor);
    const page = toPage<{ key: string } & Record<string, string>>(
      await query,
      options.limit,
      last => cursorAfter(list, order, last),
    );
    const keys = page.items.map(({ key }) => key);
    return { ...page, items: await this.#summaries(keys) };
  }

  /**
   * Postmortems of public incidents with their content, in the order of ids.
   */
  async listPublicContents(
    options: PageRequest & { criteria?: IncidentCriteria },
  ): Promise<Page<PostmortemWithContent>> {
    const { criteria, cursor, limit } = options;
    const query = this.#knex('postmortems')
      .join('incidents', 'incidents.key', 'postmortems.incident_key')
      .where('incidents.visibility', 'public')
      .select<PostmortemRow[]>('postmortems.*')
      .limit(limit + 1);
    applyScope(this.#knex, query, SCOPED.incidents, { criteria });
    inOrder(query, BY_ID);
    continueAfter(query, PUBLIC_LIST, BY_ID, cursor);
    const page = toPage<PostmortemRow>(await query, limit, ({ id }) =>
      cursorAfter(PUBLIC_LIST, BY_ID, { id }),
    );
    const contents = await this.#contents(page.items.map(({ id }) => id));
    const summaries = await this.#summaries(
      page.items.map(row => row.incident_key),
    );
    return {
      ...page,
      items: summaries.flatMap(summary => {
        const content = contents.get(summary.id);
        return content ? [{ summary, content }] : [];
      }),
    };
  }

  /** What has changed since the last draft; `undefined` when nothing has. */
  async changedSinceDrafted(options: {
    id: string;
  }): Promise<ChangesSinceDraft | undefined> {
    type Row = {
      incident_key: string;
      evidence_batches: number;
      through_batch: number;
      sealed_incident: string;
    };
    const row: Row | undefined = await this.#knex('postmortems')
      .join('incidents', 'incidents.key', 'postmortems.incident_key')
      .join('seals', 'seals.id', 'postmortems.drafted_seal_id')
      .where('postmortems.id', options.id)
      .first({
        incident_key: 'postmortems.incident_key',
        evidence_batches: 'incidents.evidence_batches',
        through_batch: 'seals.through_batch',
        sealed_incident: 'seals.incident',
      });
    const incident =
      row && (await findIncident(this.#knex, { key: row.incident_key }));
    if (!incident) return undefined;
    const sealed: Partial<Incident> = JSON.parse(row.sealed_incident);
    const fields = incidentFieldSchema.options.filter(
      field => !isDeepStrictEqual(incident[field], sealed[field]),
    );
    const added =
      row.evidence_batches > row.through_batch
        ? await this.#evidenceAfter(row.incident_key, row.through_batch)
        : 0;
    return fields.length === 0 && added === 0
      ? undefined
      : {
          ...(fields.length > 0 && { incident: fields }),
          ...(added > 0 && { evidence: added }),
        };
  }

  async #evidenceAfter(incidentKey: string, batch: number): Promise<number> {
    const row = await this.#knex('evidence')
      .where('incident_key', incidentKey)
      .andWhere('batch', '>', batch)
      .count<{ nodes: number | string }>({ nodes: '*' })
      .first();
    return Number(row?.nodes ?? 0);
  }

  /** Of the postmortems of these incidents, in the same order. */
  async #summaries(incidentKeys: string[]): Promise<PostmortemSummary[]> {
    const rows = await this.#knex<PostmortemRow>('postmortems').whereIn(
      'incident_key',
      incidentKeys,
    );
    const rowOf = new Map(rows.map(row => [row.incident_key, row]));
    const incidents = await readIncidents(this.#knex, { keys: incidentKeys });
    return incidentKeys.flatMap(key => {
      const row = rowOf.get(key);
      const incident = incidents.get(key);
      return row && incident ? [toPostmortemSummary(row, incident)] : [];
    });
  }

  /** The newest contents, by id. */
  async #contents(
    ids: readonly string[],
  ): Promise<Map<string, PostmortemContent>> {
    const newest: RevisionRow[] = await whereAnyOf(
      this.#knex,
      this.#knex('revisions')
        .join('postmortems', on =>
          on
            .on('postmortems.id', 'revisions.postmortem_id')
            .andOn('postmortems.revision', 'revisions.revision'),
        )
        .select('revisions.*'),
      'revisions.postmortem_id',
      ids,
    );
    return new Map(
      newest.map(row => [row.postmortem_id, fromRevisionRow(row).content]),
    );
  }
}
