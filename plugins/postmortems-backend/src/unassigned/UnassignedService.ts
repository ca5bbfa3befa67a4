import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type AssignEvidenceResponse,
  cutText,
  incidentKeySchema,
  type EvidenceOutcome,
  type ListUnassignedEvidenceQuery,
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { OfferedEvidence } from '@postmortems/backstage-plugin-postmortems-node';
import {
  countOutcomes,
  type EvidenceLimits,
  normaliseInSteps,
} from '../evidence';
import type { IncidentService } from '../incidents';
import type { Actor } from '../platform/audit';
import type { Caller } from '../platform/auth';
import { toStorable } from '../platform/database';
import { toResponse } from '../platform/http';
import { Turns } from '../platform/Turns';
import { maskInSteps } from '../secrets';
import type { OfferMatcher } from './OfferMatcher';
import { type Offer, offerIdOf } from './offerRow';
import type { OfferStore } from './OfferStore';
import { serviceName, type ServiceNames } from './ServiceNames';

/** Offers stored at once. */
const CHUNK = 200;
/** Of one offer. */
const MAX_SERVICES = 200;
const MAX_KEYS = 20;
/** Of a name of a service, a conversation and a reason, in characters. */
const MAX_NAME = 256;
/** Offers that a replica left unmatched are taken up after this time. */
const PENDING_MS = 60_000;
const PENDING_AT_ONCE = 500;

/** Evidence that comes before, or without, its incident. */
export class UnassignedService {
  readonly #offers: OfferStore;
  readonly #matcher: OfferMatcher;
  readonly #names: ServiceNames;
  readonly #incidents: IncidentService;
  readonly #limits: EvidenceLimits;
  readonly #logger: LoggerService;

  constructor(options: {
    offers: OfferStore;
    matcher: OfferMatcher;
    names: ServiceNames;
    incidents: IncidentService;
    limits: EvidenceLimits;
    logger: LoggerService;
  }) {
    this.#offers = options.offers;
    this.#matcher = options.matcher;
    this.#names = options.names;
    this.#incidents = options.incidents;
    this.#limits = options.limits;
    this.#logger = options.logger;
  }

  /** See `IncidentAccess.offerEvidence`. */
  async offer(options: {
    sourceId: string;
    offers: readonly OfferedEvidence[];
    actor: Actor;
    /** Called with the outcomes of each part once it is stored. */
    onStored?: (outcomes: EvidenceOutcome[]) => Promise<void>;
  }): Promise<SubmitEvidenceResponse> {
    const { sourceId, offers, actor, onStored } = options;
    const outcomes: EvidenceOutcome[] = [];
    for (let start = 0; start < offers.length; start += CHUNK) {
      const chunk = offers.slice(start, start + CHUNK);
      const prepared = await this.#prepare(chunk);
      const accepted = prepared.flatMap(one =>
        'offer' in one ? one.offer : [],
      );
      const created = await this.#offers.add({
        sourceId,
        offers: accepted,
        actor,
      });
      const stored = prepared.map((one, at): EvidenceOutcome => {
        const index = start + at;
        if (!('offer' in one)) return { index, status: 'rejected', ...one };
        const { id, contentHash, truncated } = one.offer.node;
        const isNew = created.delete(offerIdOf(sourceId, one.offer.node));
        const status = isNew ? 'created' : 'duplicate';
        return { index, status, id, contentHash, truncated };
      });
      outcomes.push(...stored);
      await onStored?.(stored);
      // Also what is known: whoever stored it may not have come this far
      await this.#matcher.matchOffers([
        ...new Set(accepted.map(({ node }) => offerIdOf(sourceId, node))),
      ]);
    }
    return { ...countOutcomes(outcomes), outcomes };
  }

  async list(options: {
    query: ListUnassignedEvidenceQuery;
    withRestricted: boolean;
  }) {
    const { service, ...query } = options.query;
    const services =
      service === undefined
        ? undefined
        : (await this.#names.of([service])).get(service);
    const { withRestricted } = options;
    return toResponse(
      await this.#offers.list({
        ...query,
        withRestricted,
        ...(services && { services }),
      }),
    );
  }

  /** Throws as {@link IncidentService.requireChangeable} does. */
  async assign(options: {
    key: string;
    ids: readonly string[];
    conversations: boolean;
    withRestricted: boolean;
    reader: Caller;
    caller: Caller;
  }): Promise<AssignEvidenceResponse> {
    const { key, conversations, caller, withRestricted } = options;
    const { actor } = caller;
    await this.#incidents.requireChangeable(options);
    const ids = [...new Set(options.ids)];
    const known = await this.#offers.describe({ ids, withRestricted });
    const added = new Set(
      await this.#matcher.add({
        incidentKey: key,
        offers: known.map(({ id, source_id, restricted }) => ({
          offerId: id,
          sourceId: source_id,
          restricted,
        })),
        states: ['unassigned', 'assigned', 'dismissed'],
        actor,
      }),
    );
    let assigned = added.size;
    if (conversations) {
      await this.#offers.assignConversations(
        known.map(({ source_id, conversation }) => ({
          sourceId: source_id,
          conversation,
          incidentKey: key,
        })),
        { actor, again: true },
      );
      assigned += await this.#matcher.addConversations({
        incidentKey: key,
        actor,
      });
    }
    const isKnown = new Set(known.map(({ id }) => id));
    return {
      assigned,
      outcomes: options.ids.map(id => {
        if (added.has(id)) return { id, status: 'assigned' };
        return { id, status: isKnown.has(id) ? 'duplicate' : 'unknown' };
      }),
    };
  }

  async dismiss(options: Parameters<OfferStore['dismiss']>[0]) {
    return { dismissed: await this.#offers.dismiss(options) };
  }

  /** Adds what was offered and belongs to these incidents. Never throws. */
  async matchIncidents(
    incidentKeys: readonly string[],
    signal?: AbortSignal,
  ): Promise<void> {
    for (const key of incidentKeys) {
      if (signal?.aborted) return;
      try {
        await this.#matcher.matchIncident(key);
      } catch (error) {
        this.#logger.warn(
          `What was offered could not be compared with incident ${key}`,
          toError(error),
        );
      }
    }
  }

  /** Takes up what a replica left when it ended. */
  async matchPending(signal?: AbortSignal): Promise<void> {
    const before = new Date(Date.now() - PENDING_MS).toISOString();
    while (!signal?.aborted) {
      const ids = await this.#offers.pending({
        before,
        limit: PENDING_AT_ONCE,
      });
      if (ids.length === 0) return;
      await this.#matcher.matchOffers(ids);
    }
  }

  async forgetOld(signal?: AbortSignal): Promise<void> {
    const ms = this.#limits.unassignedDays * 24 * 60 * 60 * 1000;
    const before = new Date(Date.now() - ms).toISOString();
    await this.#offers.forgetOld({ before, signal });
  }

  /** As evidence is normalised everywhere; the rest without secrets, and bounded. */
  async #prepare(offers: readonly OfferedEvidence[]) {
    const now = new Date().toISOString();
    const turns = new Turns();
    const maxPayloadBytes = this.#limits.payloadBytes;
    const prepared: (
      | { offer: Offer }
      | Pick<EvidenceOutcome & { status: 'rejected' }, 'id' | 'errors'>
    )[] = [];
    for (const { node: sent, ...rest } of offers) {
      const result = await turns.run(
        normaliseInSteps({ node: sent, now, maxPayloadBytes }),
      );
      if (!('node' in result)) {
        prepared.push(result);
        continue;
      }
      const { node } = result;
      const { services, conversation, incidentKeys, restricted } = toStorable(
        await turns.run(maskInSteps(rest)),
      ) as typeof rest;
      prepared.push({
        offer: {
          node,
          services: (services ?? [node.metadata.service])
            .slice(0, MAX_SERVICES)
            .map(name => cutText(serviceName(name), MAX_NAME))
            .filter(name => name !== ''),
          ...(conversation && {
            conversation: cutText(conversation, MAX_NAME),
          }),
          incidentKeys: (incidentKeys ?? [])
            .filter(key => incidentKeySchema.safeParse(key).success)
            .slice(0, MAX_KEYS),
          ...(restricted !== undefined && {
            restricted: cutText(restricted, MAX_NAME) || 'few may see it',
          }),
        },
      });
    }
    return prepared;
  }
}
