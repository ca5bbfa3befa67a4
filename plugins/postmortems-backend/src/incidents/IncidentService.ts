import { NotAllowedError } from '@backstage/errors';
import {
  findTimeOrderProblems,
  incidentStatus,
  type CreateIncident,
  type Incident,
  type ListIncidentsQuery,
  type ListIncidentsResponse,
  type PatchIncident,
  type PostmortemsEvent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { type Caller, haveSameReadAccess } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import { InvalidFieldsError, toResponse } from '../platform/http';
import { IncidentStore } from './IncidentStore';

/** Incidents, as far as a caller may see and change them. */
export class IncidentService {
  readonly #incidents: IncidentStore;
  readonly #serviceCatalog: Pick<ServiceCatalog, 'servicesOf'>;
  readonly #publish: (event: PostmortemsEvent) => Promise<void>;

  constructor(options: {
    incidents: IncidentStore;
    serviceCatalog: Pick<ServiceCatalog, 'servicesOf'>;
    /** Must not throw: the change is stored already. */
    publish?: (event: PostmortemsEvent) => Promise<void>;
  }) {
    this.#incidents = options.incidents;
    this.#serviceCatalog = options.serviceCatalog;
    this.#publish = options.publish ?? (async () => {});
  }

  /** Idempotent. Throws as {@link IncidentStore.create} does. */
  async create(options: {
    incident: CreateIncident;
    reader: Caller;
    caller: Caller;
    /** Must be able to access it as well: they continue in the same request. */
    within?: readonly Caller[];
  }): Promise<{ incident: Incident; created: boolean }> {
    const { incident: sent, reader, caller, within = [] } = options;
    const now = new Date().toISOString();
    return this.#incidents.create({
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
    return this.#incidents.get({ key, criteria: caller.criteria });
  }

  async list(options: {
    query: ListIncidentsQuery;
    caller: Caller;
  }): Promise<ListIncidentsResponse> {
    const { entityRef, tier, severity, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#incidents.list({
        ...query,
        severities: severity,
        services: await this.#serviceCatalog.servicesOf({
          entityRefs: entityRef,
          tier,
          credentials: caller.credentials,
        }),
        criteria: caller.criteria,
      }),
    );
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
    const changed = await this.#incidents.update({
      key,
      criteria: caller.criteria,
      actor: caller.actor,
      change: current => {
        before = current.visibility;
        return applyPatch(current, patch);
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

  /**
   * Throws `NotFoundError` when the incident may not be read, so that its
   * existence stays hidden, and `NotAllowedError` when it may only be read.
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

/**
 * `null` clears a field. Throws `InvalidFieldsError` for times out of order.
 */
function applyPatch(current: Incident, patch: PatchIncident): Incident {
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
