import { InputError, NotAllowedError } from '@backstage/errors';
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
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../authorization';
import type { ServiceCatalog } from '../catalog/types';
import type { Page, Stores } from '../database';
import { EvidenceIngestion } from '../ingest';

/** Incidents and their evidence, as far as a caller may see and change them. */
export class IncidentService {
  readonly #stores: Pick<Stores, 'incidents' | 'evidence'>;
  readonly #catalog: Pick<ServiceCatalog, 'rollUp' | 'ofTier'>;
  readonly #ingestion: EvidenceIngestion;

  constructor(options: {
    stores: Pick<Stores, 'incidents' | 'evidence'>;
    catalog: Pick<ServiceCatalog, 'rollUp' | 'ofTier'>;
  }) {
    this.#stores = options.stores;
    this.#catalog = options.catalog;
    this.#ingestion = EvidenceIngestion.create({
      evidence: options.stores.evidence,
    });
  }

  /** Idempotent; throws `ConflictError` when the key is taken by another incident. */
  async create(options: {
    incident: CreateIncident;
    caller: Caller;
  }): Promise<{ incident: Incident; created: boolean }> {
    const { incident: sent, caller } = options;
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
    const { entityRef, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#stores.incidents.list({
        ...query,
        services: await this.servicesOf({ entityRefs: entityRef, caller }),
        criteria: caller.criteria,
      }),
    );
  }

  /** What the entities stand for; `undefined` when none were asked for. */
  async servicesOf(options: {
    entityRefs?: string[];
    tier?: string;
    caller: Caller;
  }): Promise<string[] | undefined> {
    const { entityRefs, tier, caller } = options;
    const ofTier =
      tier === undefined
        ? undefined
        : await this.#catalog.ofTier({ tier, credentials: caller.credentials });
    if (!entityRefs) return ofTier;
    const rolledUp = await Promise.all(
      entityRefs.map(entityRef =>
        this.#catalog.rollUp({ entityRef, credentials: caller.credentials }),
      ),
    );
    const services = [...new Set(rolledUp.flat())];
    return ofTier ? services.filter(ref => ofTier.includes(ref)) : services;
  }

  async patch(options: {
    key: string;
    patch: PatchIncident;
    reader: Caller;
    caller: Caller;
  }): Promise<Incident> {
    const { key, patch, caller } = options;
    await this.requireChangeable(options);
    return this.#stores.incidents.update({
      key,
      criteria: caller.criteria,
      actor: caller.actor,
      change: current => patched(current, patch),
    });
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

/** The incident with the changes; `null` clears a field. Throws `InputError` when its times no longer fit together. */
function patched(current: Incident, patch: PatchIncident): Incident {
  const changed = Object.fromEntries(
    Object.entries({ ...current, ...patch }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  ) as Incident;
  const problems = findTimeOrderProblems(changed);
  if (problems.length > 0) {
    throw new InputError(
      problems.map(({ field, message }) => `${field} ${message}`).join('; '),
    );
  }
  return { ...changed, status: incidentStatus(changed) };
}

/** A page of a store as the API answers it. */
export function toResponse<T>({ items, nextCursor }: Page<T>) {
  return { items, pageInfo: nextCursor ? { nextCursor } : {} };
}
