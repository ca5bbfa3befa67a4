import { NotAllowedError } from '@backstage/errors';
import {
  findTimeOrderProblems,
  incidentStatus,
  type CreateIncident,
  type Incident,
  type ListEvidenceQuery,
  type ListEvidenceResponse,
  type ListIncidentsQuery,
  type ListIncidentsResponse,
  type PatchIncident,
  type PostmortemsEvent,
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { haveSameReadAccess, type Caller } from '../platform/auth';
import { intersectionOf, refsByKind } from '../platform/catalog';
import type { ServiceCatalog } from '../platform/catalog/types';
import type { Page, Stores } from '../platform/database';
import { EvidenceIngestion } from '../evidence';
import { InvalidFieldsError } from '../platform/http/parse';

/** Incidents and their evidence, as far as a caller may see and change them. */
export class IncidentService {
  readonly #stores: Pick<Stores, 'incidents' | 'evidence'>;
  readonly #catalog: Pick<ServiceCatalog, 'rollUp' | 'ofTier'>;
  readonly #ingestion: EvidenceIngestion;
  readonly #publish: (event: PostmortemsEvent) => Promise<void>;

  constructor(options: {
    stores: Pick<Stores, 'incidents' | 'evidence'>;
    catalog: Pick<ServiceCatalog, 'rollUp' | 'ofTier'>;
    /** Tells others what has changed; does not fail. */
    publish?: (event: PostmortemsEvent) => Promise<void>;
  }) {
    this.#stores = options.stores;
    this.#catalog = options.catalog;
    this.#publish = options.publish ?? (async () => {});
    this.#ingestion = EvidenceIngestion.create({
      evidence: options.stores.evidence,
    });
  }

  /**
   * Idempotent. Throws `ConflictError` when the key is taken by an incident with other content or by one that the reader may not
   * see, and `NotAllowedError`, with nothing written, when a new one is not within what the callers of `within` may touch.
   */
  async create(options: {
    incident: CreateIncident;
    reader: Caller;
    caller: Caller;
    /** Those who are to go on with it in the same request. */
    within?: readonly Caller[];
  }): Promise<{ incident: Incident; created: boolean }> {
    const { incident: sent, reader, caller, within = [] } = options;
    const now = new Date().toISOString();
    return this.#stores.incidents.create({
      incident: {
        ...sent,
        status: incidentStatus(sent),
        createdBy: caller.actor,
        createdAt: now,
        updatedAt: now,
      },
      actor: caller.actor,
      readable: reader.criteria,
      within: {
        allOf: within.flatMap(({ criteria }) => criteria ?? []),
      },
    });
  }

  async get(options: { key: string; caller: Caller }): Promise<Incident> {
    const { key, caller } = options;
    return this.#stores.incidents.get({ key, criteria: caller.criteria });
  }

  async list(options: {
    query: ListIncidentsQuery;
    caller: Caller;
  }): Promise<ListIncidentsResponse> {
    const { entityRef, tier, severity, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#stores.incidents.list({
        ...query,
        severities: severity,
        services: await this.servicesOf({
          entityRefs: entityRef,
          tier,
          caller,
        }),
        criteria: caller.criteria,
      }),
    );
  }

  /**
   * Services of the entities and the tier. Entities of one kind are alternatives; kinds narrow each other, and so does the tier.
   * Empty when no service is left, `undefined` when neither entities nor a tier were asked for.
   */
  async servicesOf(options: {
    entityRefs?: string[];
    tier?: string;
    caller: Caller;
  }): Promise<string[] | undefined> {
    const { entityRefs, tier, caller } = options;
    const { credentials } = caller;
    if (!entityRefs && tier === undefined) return undefined;
    if (entityRefs?.length === 0) return [];
    const lists = await Promise.all([
      ...[...refsByKind(entityRefs ?? []).values()].map(refs =>
        this.#catalog.rollUp({ entityRefs: refs, credentials }),
      ),
      ...(tier === undefined
        ? []
        : [this.#catalog.ofTier({ tier, credentials })]),
    ]);
    return intersectionOf(lists);
  }

  async patch(options: {
    key: string;
    patch: PatchIncident;
    reader: Caller;
    caller: Caller;
  }): Promise<Incident> {
    const { key, patch, caller } = options;
    await this.requireChangeable(options);
    let before: Incident['visibility'] | undefined;
    const changed = await this.#stores.incidents.update({
      key,
      criteria: caller.criteria,
      actor: caller.actor,
      change: current => {
        before = current.visibility;
        return patched(current, patch);
      },
    });
    const { visibility } = changed;
    if (visibility !== before) {
      await this.#publish({
        type: 'incident.visibility',
        incidentKey: key,
        visibility,
      });
    }
    return changed;
  }

  async submitEvidence(options: {
    key: string;
    nodes: readonly unknown[];
    reader: Caller;
    caller: Caller;
  }): Promise<SubmitEvidenceResponse> {
    const { key, nodes, caller } = options;
    await this.requireChangeable(options);
    return this.#ingestion.ingest({
      incidentKey: key,
      nodes,
      actor: caller.actor,
    });
  }

  async listEvidence(options: {
    key: string;
    query: ListEvidenceQuery;
    caller: Caller;
  }): Promise<ListEvidenceResponse> {
    const { key, caller } = options;
    const { id, ...query } = options.query;
    await this.get({ key, caller });
    return toResponse(
      await this.#stores.evidence.list({
        ...query,
        incidentKey: key,
        ...(id && { ids: id }),
      }),
    );
  }

  /**
   * The incident, if it may be read and changed. Throws `NotFoundError` when it may not be read, so that nobody learns of it,
   * and `NotAllowedError` when it may be read only.
   */
  async requireChangeable(options: {
    key: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Incident> {
    const { key, reader, caller } = options;
    const incident = await this.get({ key, caller: reader });
    if (haveSameReadAccess(reader, caller)) return incident;
    try {
      return await this.get({ key, caller });
    } catch (error) {
      if ((error as Error).name !== 'NotFoundError') throw error;
      throw new NotAllowedError(
        `You may read incident '${incident.key}', but not change it`,
      );
    }
  }
}

/** The incident with the changes; `null` clears a field. Throws `InvalidFieldsError` when its times no longer fit together. */
function patched(current: Incident, patch: PatchIncident): Incident {
  const changed = Object.fromEntries(
    Object.entries({ ...current, ...patch }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  ) as Incident;
  const problems = findTimeOrderProblems(changed);
  if (problems.length > 0) {
    throw new InvalidFieldsError(
      problems.map(({ field, message }) => ({ path: `/${field}`, message })),
    );
  }
  return { ...changed, status: incidentStatus(changed) };
}

/** A page of a store as the API answers it. */
export function toResponse<T>({ items, nextCursor }: Page<T>) {
  return { items, pageInfo: nextCursor ? { nextCursor } : {} };
}
