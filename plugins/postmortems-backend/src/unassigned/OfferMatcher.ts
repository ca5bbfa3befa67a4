import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  CHANGES_BEFORE_MS,
  EVIDENCE_AFTER_MS,
  evidenceWindow,
  isInEvidenceWindow,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import {
  EvidenceLimitError,
  type EvidenceLimits,
  type EvidenceStore,
  recordingRefusal,
} from '../evidence';
import { findIncident, type IncidentService } from '../incidents';
import type { Actor } from '../platform/audit';
import { inTransaction, whereAnyOf } from '../platform/database';
import { assignOffers } from './assignOffers';
import {
  findByConversation,
  findByKey,
  findByService,
  incidentsAround,
  type Match,
} from './findMatches';
import { MATCHED_STATES, type OfferState } from './offerRow';
import type { OfferStore } from './OfferStore';
import type { ServiceNames } from './ServiceNames';

/** Added in one transaction, which writers of the incident wait for. */
const CHUNK = 100;

/** What is known of an offer that is to be added to an incident. */
type Candidate = Pick<Match, 'offerId' | 'sourceId' | 'restricted'>;
type Found = Candidate & Pick<Match, 'incidentKey'>;

/**
 * Finds the incidents of offers: named keys first, then conversations, then time
 * and service. It compares from both sides, because either may come first.
 */
export class OfferMatcher {
  readonly #knex: Knex;
  readonly #offers: OfferStore;
  readonly #evidence: EvidenceStore;
  readonly #names: ServiceNames;
  readonly #limits: EvidenceLimits;
  readonly #incidents: Pick<IncidentService, 'restrict'>;
  readonly #logger: LoggerService;

  constructor(options: {
    knex: Knex;
    offers: OfferStore;
    evidence: EvidenceStore;
    names: ServiceNames;
    limits: EvidenceLimits;
    incidents: Pick<IncidentService, 'restrict'>;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#offers = options.offers;
    this.#evidence = options.evidence;
    this.#names = options.names;
    this.#limits = options.limits;
    this.#incidents = options.incidents;
    this.#logger = options.logger;
  }

  /** Compares offers with all incidents. */
  async matchOffers(offerIds: readonly string[]): Promise<void> {
    if (offerIds.length === 0) return;
    const told = new Set<string>();
    for await (const named of findByKey(this.#knex, { offerIds })) {
      const found = named.filter(isInTime);
      for (const key of await this.#assignConversations(found)) told.add(key);
      await this.#addAll(found);
    }
    for (const incidentKey of told) await this.#matchConversations(incidentKey);
    for await (const found of findByConversation(this.#knex, { offerIds })) {
      await this.#addAll(found);
    }
    await this.#addAll(await this.#findByServices(offerIds));
    await this.#offers.settle(offerIds);
  }

  /** Compares an incident with all offers. */
  async matchIncident(incidentKey: string): Promise<void> {
    const incident = await findIncident(this.#knex, { key: incidentKey });
    if (!incident || incident.erased) return;
    for await (const named of findByKey(this.#knex, { incidentKey })) {
      const found = named.filter(isInTime);
      await this.#assignConversations(found);
      await this.#addAll(found);
    }
    await this.#matchConversations(incidentKey);
    const { from, to, changesFrom } = evidenceWindow(incident);
    const names = await this.#names.of(incident.services);
    for (const name of new Set([...names.values()].flat())) {
      for await (const found of findByService(this.#knex, {
        incidentKey,
        name,
        from: from.toISOString(),
        to: to.toISOString(),
        changesFrom: changesFrom.toISOString(),
      })) {
        await this.#addAll(found);
      }
    }
  }

  /** Adds all of the conversations that belong to an incident; returns how many. */
  async addConversations(options: {
    incidentKey: string;
    actor: Actor;
  }): Promise<number> {
    const { incidentKey, actor } = options;
    let added = 0;
    for await (const offers of findByConversation(this.#knex, {
      incidentKey,
    })) {
      added += (await this.add({ incidentKey, offers, actor })).length;
    }
    return added;
  }

  async #matchConversations(incidentKey: string): Promise<void> {
    for await (const found of findByConversation(this.#knex, { incidentKey })) {
      await this.#addAll(found);
    }
  }

  /**
   * Adds offers to an incident; private first, should one of them demand it.
   *
   * @returns the ids of those that it has got now
   */
  async add(options: {
    incidentKey: string;
    offers: readonly Candidate[];
    states?: readonly OfferState[];
    actor: Actor;
  }): Promise<string[]> {
    const { incidentKey, offers, actor, states = MATCHED_STATES } = options;
    const reasons = groupBy(
      offers.filter(one => one.restricted !== null),
      one => JSON.stringify([one.sourceId, one.restricted]),
    );
    for (const [{ sourceId, restricted }] of reasons.values()) {
      await this.#incidents.restrict({
        key: incidentKey,
        source: sourceId,
        reason: restricted!,
      });
    }
    const added: string[] = [];
    for (let start = 0; start < offers.length; start += CHUNK) {
      const offerIds = offers
        .slice(start, start + CHUNK)
        .map(one => one.offerId);
      const ids = await recordingRefusal(
        { evidence: this.#evidence, incidentKey, actor },
        () =>
          inTransaction(this.#knex, tx =>
            assignOffers(tx, {
              incidentKey,
              offerIds,
              states,
              withRestricted: reasons.size > 0,
              actor,
              limits: this.#limits,
            }),
          ),
      );
      added.push(...ids);
    }
    return added;
  }

  /** In the names of the sources. What an incident has no room for waits. */
  async #addAll(found: readonly Found[]): Promise<void> {
    const groups = groupBy(found, one =>
      JSON.stringify([one.incidentKey, one.sourceId]),
    );
    for (const offers of groups.values()) {
      const { incidentKey, sourceId } = offers[0];
      const actor = `source:${sourceId}`;
      try {
        await this.add({ incidentKey, offers, actor });
      } catch (error) {
        const isErased = (error as Error).name === 'IncidentErasedError';
        if (!isErased && !(error instanceof EvidenceLimitError)) throw error;
        this.#logger.warn(
          `Offered evidence was not added: ${toError(error).message}`,
        );
      }
    }
  }

  /**
   * The conversation follows a message that names an incident which went on then.
   * Who names an old one only compares.
   *
   * @returns the keys of incidents that have a conversation more
   */
  async #assignConversations(found: readonly Match[]): Promise<string[]> {
    const within = found.filter(
      one =>
        one.conversation !== null && isWithin(Date.parse(one.occurredAt), one),
    );
    const groups = groupBy(within, ({ sourceId }) => sourceId);
    for (const [sourceId, group] of groups) {
      const actor = `source:${sourceId}`;
      await this.#offers.assignConversations(group, { actor });
    }
    return within.map(({ incidentKey }) => incidentKey);
  }

  async #findByServices(offerIds: readonly string[]): Promise<Found[]> {
    const rows: {
      offerId: string;
      service: string;
      at: string;
      sourceType: string;
    }[] = await whereAnyOf(
      this.#knex,
      this.#knex('offered_evidence_services as s')
        .join('offered_evidence as o', 'o.id', 's.offer_id')
        .select({
          offerId: 's.offer_id',
          service: 's.service',
          at: 's.occurred_at',
          sourceType: 'o.source_type',
        }),
      's.offer_id',
      offerIds,
    ).orderBy('s.occurred_at');
    if (rows.length === 0) return [];
    const around = await incidentsAround(this.#knex, {
      startedBefore: addTo(rows.at(-1)!.at, CHANGES_BEFORE_MS),
      resolvedAfter: addTo(rows[0].at, -EVIDENCE_AFTER_MS),
    });
    const names = await this.#names.of(around.map(({ ref }) => ref));
    const incidentsOf = new Map<string, typeof around>();
    for (const incident of around) {
      for (const name of names.get(incident.ref) ?? []) {
        const known = incidentsOf.get(name) ?? [];
        incidentsOf.set(name, known);
        known.push(incident);
      }
    }
    const offersOf = new Map<string, Set<string>>();
    for (const { offerId, service, at, sourceType } of rows) {
      const isChange = sourceType === 'deployment';
      for (const incident of incidentsOf.get(service) ?? []) {
        if (!isWithin(Date.parse(at), incident, { isChange })) continue;
        const known = offersOf.get(incident.key) ?? new Set();
        offersOf.set(incident.key, known);
        known.add(offerId);
      }
    }
    if (offersOf.size === 0) return [];
    const open = await this.#offers.describe({
      ids: [...new Set([...offersOf.values()].flatMap(ids => [...ids]))],
      withRestricted: false,
    });
    const sources = new Map(open.map(one => [one.id, one.source_id]));
    return [...offersOf].flatMap(([incidentKey, ids]) =>
      [...ids].flatMap((offerId): Found[] => {
        const sourceId = sources.get(offerId);
        return sourceId === undefined
          ? []
          : [{ offerId, sourceId, incidentKey, restricted: null }];
      }),
    );
  }
}

function groupBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

function isWithin(
  at: number,
  { startedAt, resolvedAt }: { startedAt: string; resolvedAt: string | null },
  options?: { isChange: boolean },
): boolean {
  return isInEvidenceWindow(
    new Date(at),
    { startedAt, ...(resolvedAt !== null && { resolvedAt }) },
    options,
  );
}

function addTo(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}

/**
 * A key names an incident at any time. But what few may see hides the incident from
 * everybody else: it has to be from when the incident was going on.
 */
function isInTime(match: Match): boolean {
  return (
    match.restricted === null || isWithin(Date.parse(match.occurredAt), match)
  );
}
