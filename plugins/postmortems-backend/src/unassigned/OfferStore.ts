import type {
  ListUnassignedEvidenceQuery,
  UnassignedEvidence,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { type Actor, appendAudit } from '../platform/audit';
import {
  bulkInsert,
  continueAfter,
  cursorAfter,
  inOrder,
  inTransaction,
  now,
  optional,
  type OrderColumn,
  type Page,
  toPage,
  whereAnyOf,
  whereSearchTextMatches,
} from '../platform/database';
import type { Match } from './findMatches';
import {
  nodeOf,
  type Offer,
  OFFER_KEYS,
  OFFER_SERVICES,
  offerIdOf,
  type OfferRow,
  OFFERS,
  PENDING_OFFERS,
  toOfferRow,
} from './offerRow';

const LIST = 'unassigned-evidence';
const NEWEST_FIRST: readonly OrderColumn[] = [
  { column: 'offered_evidence.occurred_at', direction: 'desc', type: 'time' },
  { column: 'offered_evidence.id', direction: 'desc', type: 'text' },
];
/** Rows forgotten in one transaction, which others wait for. */
const FORGOTTEN_AT_ONCE = 1000;
/** What belongs to an offer. */
const PARTS = [
  'offered_evidence_services',
  'offered_evidence_keys',
  'offered_evidence_pending',
  'offered_evidence_assignments',
];

type ConversationRow = {
  source_id: string;
  conversation: string;
  incident_key: string;
  assigned_at: string;
};

/** Evidence that sources offered. Callers have checked access. */
export class OfferStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Stores what is new, to be compared with all incidents.
   *
   * @returns the ids of offers that are new
   */
  async add(options: {
    sourceId: string;
    offers: readonly Offer[];
    actor: Actor;
  }): Promise<Set<string>> {
    const { sourceId, offers, actor } = options;
    const at = now();
    const byId = new Map(
      offers.map(offer => [offerIdOf(sourceId, offer.node), offer]),
    );
    // In one order, so that replicas do not wait for each other
    const ids = [...byId.keys()].sort();
    return inTransaction(this.#knex, async tx => {
      const created = new Set(
        await bulkInsert(
          tx,
          OFFERS,
          ids.map(id => toOfferRow(sourceId, byId.get(id)!, at)),
        ),
      );
      await hideKnown(tx, byId, created);
      const added = ids.filter(id => created.has(id));
      await bulkInsert(
        tx,
        OFFER_SERVICES,
        added.flatMap(id => {
          const { services, node } = byId.get(id)!;
          return [...new Set(services)].map(service => ({
            service,
            occurred_at: node.timestamp,
            offer_id: id,
          }));
        }),
      );
      await bulkInsert(
        tx,
        OFFER_KEYS,
        added.flatMap(id =>
          [...new Set(byId.get(id)!.incidentKeys)].map(key => ({
            incident_key: key,
            offer_id: id,
          })),
        ),
      );
      await bulkInsert(
        tx,
        PENDING_OFFERS,
        added.map(id => ({ offer_id: id, since: at })),
      );
      if (added.length > 0) {
        await appendAudit(tx, {
          actor,
          action: 'evidence.offer',
          subjectId: sourceId,
          details: { offers: added.length },
        });
      }
      return created;
    });
  }

  /** Offers that were not compared with all incidents since a time. */
  async pending(options: { before: string; limit: number }): Promise<string[]> {
    return this.#knex('offered_evidence_pending')
      .where('since', '<', options.before)
      .orderBy('since')
      .limit(options.limit)
      .pluck('offer_id');
  }

  async settle(ids: readonly string[]): Promise<void> {
    await whereAnyOf(
      this.#knex,
      this.#knex('offered_evidence_pending'),
      'offer_id',
      ids,
    ).delete();
  }

  /**
   * Has conversations belong to the incidents of these matches.
   *
   * @param options - `again`: also those that belong to another one already
   */
  async assignConversations(
    found: readonly Pick<Match, 'sourceId' | 'conversation' | 'incidentKey'>[],
    options: { actor: Actor; again?: boolean },
  ): Promise<void> {
    const { actor, again = false } = options;
    const rows = new Map<string, ConversationRow>();
    for (const { sourceId, conversation, incidentKey } of found) {
      if (conversation === null) continue;
      rows.set(JSON.stringify([sourceId, conversation]), {
        source_id: sourceId,
        conversation,
        incident_key: incidentKey,
        assigned_at: now(),
      });
    }
    if (rows.size === 0) return;
    await inTransaction(this.#knex, async tx => {
      // In one order, so that replicas do not wait for each other
      for (const [, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const insert = tx<ConversationRow>('assigned_conversations')
          .insert(row)
          .onConflict(['source_id', 'conversation']);
        const changed = await (again
          ? insert
              .merge()
              .where(
                'assigned_conversations.incident_key',
                '<>',
                row.incident_key,
              )
          : insert.ignore()
        ).returning('source_id');
        if (changed.length === 0) continue;
        await appendAudit(tx, {
          actor,
          action: 'evidence.assign_conversation',
          incidentKey: row.incident_key,
          subjectId: row.source_id,
        });
      }
    });
  }

  /** The conversations of offers, and what of them needs a private incident. */
  async describe(options: {
    ids: readonly string[];
    withRestricted: boolean;
  }): Promise<
    Pick<OfferRow, 'id' | 'source_id' | 'conversation' | 'restricted'>[]
  > {
    const query = this.#knex('offered_evidence')
      .select('id', 'source_id', 'conversation', 'restricted')
      .whereNot('state', 'erased');
    if (!options.withRestricted) query.whereNull('restricted');
    return whereAnyOf(this.#knex, query, 'id', options.ids);
  }

  /** The newest first. */
  async list(
    options: Omit<ListUnassignedEvidenceQuery, 'service'> & {
      /** Any of these. */
      services?: readonly string[];
      withRestricted: boolean;
    },
  ): Promise<Page<UnassignedEvidence>> {
    const { state, source, services, text, from, to } = options;
    const query = this.#knex<OfferRow>('offered_evidence')
      .select('offered_evidence.*')
      .where('offered_evidence.state', state)
      .limit(options.limit + 1);
    inOrder(query, NEWEST_FIRST);
    continueAfter(query, LIST, NEWEST_FIRST, options.cursor);
    if (!options.withRestricted) query.whereNull('offered_evidence.restricted');
    if (source) query.where('offered_evidence.source_id', source);
    if (from) query.where('offered_evidence.occurred_at', '>=', from);
    if (to) query.where('offered_evidence.occurred_at', '<=', to);
    if (text) {
      whereSearchTextMatches(
        this.#knex,
        query,
        'offered_evidence.search_text',
        text,
      );
    }
    if (services) {
      query.whereIn('offered_evidence.id', related =>
        whereAnyOf(
          this.#knex,
          related.select('offer_id').from('offered_evidence_services'),
          'service',
          services,
        ),
      );
    }
    const page = toPage<OfferRow>(await query, options.limit, last =>
      cursorAfter(LIST, NEWEST_FIRST, {
        occurred_at: last.occurred_at,
        id: last.id,
      }),
    );
    return { ...page, items: await this.#complete(page.items) };
  }

  /** How many were dismissed; they find no incident by themselves any more. */
  async dismiss(options: {
    ids: readonly string[];
    withRestricted: boolean;
    actor: Actor;
  }): Promise<number> {
    const { ids, withRestricted, actor } = options;
    return inTransaction(this.#knex, async tx => {
      const query = tx('offered_evidence').where({ state: 'unassigned' });
      if (!withRestricted) query.whereNull('restricted');
      const dismissed: number = await whereAnyOf(tx, query, 'id', ids).update({
        state: 'dismissed',
      });
      if (dismissed > 0) {
        await appendAudit(tx, {
          actor,
          action: 'evidence.dismiss',
          subjectId: 'unassigned-evidence',
          details: { offers: dismissed },
        });
      }
      return dismissed;
    });
  }

  /** Deletes what was offered before a time, assigned or not. */
  async forgetOld(options: {
    before: string;
    signal?: AbortSignal;
  }): Promise<void> {
    const { before, signal } = options;
    let forgotten = FORGOTTEN_AT_ONCE;
    while (forgotten === FORGOTTEN_AT_ONCE && !signal?.aborted) {
      forgotten = await inTransaction(this.#knex, async tx => {
        const ids: string[] = await tx('offered_evidence')
          .where('offered_at', '<', before)
          .orderBy(['offered_at', 'id'])
          .limit(FORGOTTEN_AT_ONCE)
          .pluck('id');
        for (const table of PARTS) {
          await whereAnyOf(tx, tx(table), 'offer_id', ids).delete();
        }
        await whereAnyOf(tx, tx('offered_evidence'), 'id', ids).delete();
        return ids.length;
      });
    }
    await this.#knex('assigned_conversations')
      .where('assigned_at', '<', before)
      .whereNotExists(offers =>
        offers
          .select(this.#knex.raw('1'))
          .from('offered_evidence as o')
          .whereRaw(
            'o.source_id = assigned_conversations.source_id and o.conversation = assigned_conversations.conversation',
          ),
      )
      .delete();
  }

  async #complete(rows: OfferRow[]): Promise<UnassignedEvidence[]> {
    if (rows.length === 0) return [];
    const partsOf = async (table: string, column: string) => {
      const parts: { offer_id: string; value: string }[] = await whereAnyOf(
        this.#knex,
        this.#knex(table).select('offer_id', { value: column }),
        'offer_id',
        rows.map(({ id }) => id),
      ).orderBy(column);
      return (id: string) =>
        parts.filter(one => one.offer_id === id).map(({ value }) => value);
    };
    const services = await partsOf('offered_evidence_services', 'service');
    const keys = await partsOf('offered_evidence_keys', 'incident_key');
    return rows.map(row => ({
      id: row.id,
      source: row.source_id,
      state: row.state as UnassignedEvidence['state'],
      node: nodeOf(row),
      services: services(row.id),
      ...optional('conversation', row.conversation),
      incidentKeys: keys(row.id),
      ...optional('restricted', row.restricted),
      offeredAt: row.offered_at,
    }));
  }
}

/** What comes from a place that has become private since is restricted as well. */
async function hideKnown(
  tx: Knex.Transaction,
  byId: ReadonlyMap<string, Offer>,
  created: ReadonlySet<string>,
): Promise<void> {
  for (const [id, { restricted }] of byId) {
    if (restricted === undefined || created.has(id)) continue;
    await tx('offered_evidence')
      .where({ id })
      .whereNull('restricted')
      .whereNot('state', 'erased')
      .update({ restricted });
  }
}
