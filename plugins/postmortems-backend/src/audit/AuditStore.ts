import type {
  AuditActorKind,
  AuditEntry,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { Actor, AuditRow } from '../platform/audit';
import {
  applyCriteria,
  continueAfter,
  cursorAfter,
  type IncidentCriteria,
  inOrder,
  type OrderColumn,
  type Page,
  type PageRequest,
  toPage,
  whereAnyOf,
} from '../platform/database';

const LIST = 'audit';
const NEWEST_FIRST: readonly OrderColumn[] = [
  { column: 'audit_log.id', direction: 'desc', type: 'count' },
];

type AuditFilter = {
  actor?: readonly Actor[];
  action?: readonly string[];
  /** Key of an incident. */
  incident?: string;
  /** Id of a postmortem, for all entries of its incident. */
  postmortem?: string;
  /** Inclusive. */
  from?: string;
  /** Exclusive. */
  to?: string;
  /** Leaves out entries of other incidents; those of none stay. */
  criteria?: IncidentCriteria;
};

type JoinedRow = AuditRow & { postmortem_id: string | null };

/** Who changed what. Entries are written by the changes themselves. */
export class AuditStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Newest first. */
  async list(options: AuditFilter & PageRequest): Promise<Page<AuditEntry>> {
    const { limit, cursor } = options;
    const query = this.#knex<JoinedRow>('audit_log')
      .leftJoin(
        'postmortems',
        'postmortems.incident_key',
        'audit_log.incident_key',
      )
      .leftJoin('incidents', 'incidents.key', 'audit_log.incident_key')
      .select('audit_log.*', 'postmortems.id as postmortem_id')
      .limit(limit + 1);
    applyFilter(this.#knex, query, options);
    inOrder(query, NEWEST_FIRST);
    continueAfter(query, LIST, NEWEST_FIRST, cursor);
    const page = toPage<JoinedRow>(await query, limit, ({ id }) =>
      cursorAfter(LIST, NEWEST_FIRST, { id: Number(id) }),
    );
    return { ...page, items: page.items.map(toEntry) };
  }

  /** All entries that match, newest first, page by page. */
  async *stream(options: AuditFilter): AsyncIterable<AuditEntry> {
    let cursor: string | undefined;
    do {
      const page = await this.list({ ...options, cursor, limit: 500 });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }
}

function applyFilter(
  knex: Knex,
  query: Knex.QueryBuilder,
  filter: AuditFilter,
): void {
  const { actor, action, incident, postmortem, from, to, criteria } = filter;
  if (actor) whereAnyOf(knex, query, 'audit_log.actor', actor);
  if (action) whereAnyOf(knex, query, 'audit_log.action', action);
  if (incident !== undefined) {
    whereAnyOf(knex, query, 'audit_log.incident_key', [incident]);
  }
  if (postmortem !== undefined) {
    query.whereIn('audit_log.incident_key', keys =>
      whereAnyOf(knex, keys.from('postmortems').select('incident_key'), 'id', [
        postmortem,
      ]),
    );
  }
  if (from !== undefined) query.where('audit_log.at', '>=', from);
  if (to !== undefined) query.where('audit_log.at', '<', to);
  if (criteria) {
    query.where(any =>
      any
        .whereNull('audit_log.incident_key')
        .orWhere(visible => applyCriteria(knex, visible, criteria)),
    );
  }
}

function toEntry(row: JoinedRow): AuditEntry {
  return {
    id: Number(row.id),
    at: row.at,
    actor: row.actor,
    actorKind: actorKindOf(row.actor),
    action: row.action,
    ...(row.incident_key !== null && { incidentKey: row.incident_key }),
    ...(row.postmortem_id !== null && { postmortemId: row.postmortem_id }),
    subjectId: row.subject_id,
    changes: JSON.parse(row.changes),
    details: JSON.parse(row.details),
  };
}

function actorKindOf(actor: Actor): AuditActorKind {
  if (actor.startsWith('user:')) return 'person';
  if (/^(?:source|webhook):/.test(actor)) return 'module';
  return /^(?:postmortems|system|migration):/.test(actor) ? 'system' : 'token';
}
