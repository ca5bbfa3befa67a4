import { NotAllowedError } from '@backstage/errors';
import {
  findTimeOrderProblems,
  incidentStatus,
  type CreateIncident,
  type Incident,
  type ListIncidentsQuery,
  type ListIncidentsResponse,
  type ListMissingServicesResponse,
  type PatchIncident,
  type PostmortemsEvent,
  type ReassignIncidents,
} from '@postmortems/backstage-plugin-postmortems-common';
import { type Caller, haveSameReadAccess } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import { InvalidFieldsError, toResponse } from '../platform/http';
import { IncidentStore } from './IncidentStore';
import { missingServices } from './missingServices';
import type { NoticeStore } from './NoticeStore';
import type { RestrictionStore } from './RestrictionStore';
import type { RetentionPolicy } from './RetentionPolicy';

/** Incidents, as far as a caller may see and change them. */
export class IncidentService {
  readonly #incidents: IncidentStore;
  readonly #serviceCatalog: Pick<ServiceCatalog, 'servicesOf' | 'unknownOf'>;
  readonly #notices?: NoticeStore;
  readonly #onlyInvolved: boolean;
  readonly #restrictions?: RestrictionStore;
  readonly #retention?: RetentionPolicy;
  readonly #publish: (event: PostmortemsEvent) => Promise<void>;
  readonly #listeners: ((incidentKeys: readonly string[]) => void)[] = [];

  constructor(options: {
    incidents: IncidentStore;
    serviceCatalog: Pick<ServiceCatalog, 'servicesOf' | 'unknownOf'>;
    notices?: NoticeStore;
    /** Only people who are involved change who sees an incident. */
    onlyInvolved?: boolean;
    restrictions?: RestrictionStore;
    retention?: RetentionPolicy;
    /** Must not throw: the change is stored already. */
    publish?: (event: PostmortemsEvent) => Promise<void>;
  }) {
    this.#incidents = options.incidents;
    this.#serviceCatalog = options.serviceCatalog;
    this.#notices = options.notices;
    this.#onlyInvolved = options.onlyInvolved ?? true;
    this.#restrictions = options.restrictions;
    this.#retention = options.retention;
    this.#publish = options.publish ?? (async () => {});
  }

  /** Called after incidents were opened or changed. It must not throw. */
  onChange(listener: (incidentKeys: readonly string[]) => void): void {
    this.#listeners.push(listener);
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
    const opened = await this.#incidents.create({
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
    if (opened.created) this.#tell([opened.incident.key]);
    return opened;
  }

  async get(options: { key: string; caller: Caller }): Promise<Incident> {
    const { key, caller } = options;
    return this.#incidents.get({ key, criteria: caller.criteria });
  }

  /**
   * The incident, or `undefined` when there is none. Throws `NotFoundError` when the
   * caller may not see the one that there is.
   */
  async findFor(options: {
    key: string;
    caller: Caller;
  }): Promise<Incident | undefined> {
    const { key } = options;
    const known = await this.#incidents.getMany({ keys: [key] });
    return known.size === 0 ? undefined : this.get(options);
  }

  async list(options: {
    query: ListIncidentsQuery;
    caller: Caller;
  }): Promise<ListIncidentsResponse> {
    const { entityRef, tier, severity, ...query } = options.query;
    const { caller } = options;
    const page = toResponse(
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
    return {
      ...page,
      items: this.#withRetention(await this.#withNotices(page.items)),
    };
  }

  /** An incident with all that its readers should know. */
  async describe(incident: Incident): Promise<Incident> {
    const [described] = this.#withRetention(
      await this.#withNotices([incident]),
    );
    const missing = await missingServices({
      services: incident.services,
      serviceCatalog: this.#serviceCatalog,
    });
    const notices = [...(described.notices ?? []), ...missing];
    return notices.length > 0 ? { ...described, notices } : described;
  }

  /** Services of the caller's incidents that the catalog does not have. */
  async listMissingServices(options: {
    caller: Caller;
  }): Promise<ListMissingServicesResponse> {
    const counts = await this.#incidents.countByService({
      criteria: options.caller.criteria,
    });
    const unknown = await this.#serviceCatalog.unknownOf({
      refs: [...counts.keys()],
    });
    return {
      items: unknown.map(ref => ({ ref, incidents: counts.get(ref) ?? 0 })),
    };
  }

  /**
   * Replaces a service by another one in all incidents that the caller may
   * change. Throws `InputError` when the catalog does not have the other one.
   */
  async reassign(options: {
    refs: ReassignIncidents;
    reader: Caller;
    caller: Caller;
  }): Promise<string[]> {
    const { refs, reader, caller } = options;
    const unknown = await this.#serviceCatalog.unknownOf({ refs: [refs.to] });
    if (unknown.length > 0) {
      throw new InvalidFieldsError([
        { path: '/to', message: `is not in the catalog: ${refs.to}` },
      ]);
    }
    const keys = await this.#incidents.reassign({
      ...refs,
      actor: caller.actor,
      criteria: {
        allOf: [reader, caller].flatMap(({ criteria }) => criteria ?? []),
      },
    });
    this.#tell(keys);
    return keys;
  }

  #tell(incidentKeys: readonly string[]): void {
    for (const listener of this.#listeners) listener(incidentKeys);
  }

  /** Until when each is kept. */
  #withRetention(incidents: Incident[]): Incident[] {
    return incidents.map(incident => {
      const kept = this.#retention?.of(incident);
      return kept ? { ...incident, retainUntil: kept.until } : incident;
    });
  }

  async #withNotices(incidents: Incident[]): Promise<Incident[]> {
    if (!this.#notices || incidents.length === 0) return incidents;
    const incidentKeys = incidents.map(({ key }) => key);
    const found = await this.#notices.list({ incidentKeys });
    const restricted = await this.#restrictions?.list({ incidentKeys });
    return incidents.map(incident => {
      const notices = [
        // What is public again is restricted no more
        ...((incident.visibility === 'private' &&
          restricted?.get(incident.key)) ||
          []),
        ...(found.get(incident.key) ?? []),
      ];
      return notices.length > 0 ? { ...incident, notices } : incident;
    });
  }

  async patch(options: {
    key: string;
    patch: PatchIncident;
    reader: Caller;
    caller: Caller;
    /**
     * The caller with what they may make private or public. Throws
     * `NotAllowedError`.
     */
    asHider: () => Promise<Caller>;
  }): Promise<Incident> {
    const { key, patch, caller } = options;
    await this.requireChangeable(options);
    const refusal =
      patch.visibility && (await this.#refusalToHide(key, options.asHider));
    let before: Incident['visibility'] | undefined;
    const changed = await this.#incidents.update({
      key,
      criteria: caller.criteria,
      actor: caller.actor,
      change: current => {
        before = current.visibility;
        const next = applyPatch(current, patch);
        if (refusal && next.visibility !== before) throw refusal;
        return next;
      },
    });
    this.#tell([key]);
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

  /** Whether somebody who is no source gave the incident its severity. */
  async isSeverityByPerson(key: string): Promise<boolean> {
    const actor = await this.#incidents.whoSetSeverity({ key });
    return actor !== undefined && !actor.startsWith('source:');
  }

  /**
   * Makes a public incident private, once for each reason of a source: whoever may
   * make it public again decides otherwise. Throws `NotFoundError`.
   */
  async restrict(options: {
    key: string;
    source: string;
    reason: string;
  }): Promise<void> {
    const { key, source, reason } = options;
    const restriction = { incident_key: key, source, reason };
    if (!this.#restrictions || (await this.#restrictions.has(restriction))) {
      return;
    }
    let before: Incident['visibility'] | undefined;
    await this.#incidents.update({
      key,
      actor: `source:${source}`,
      change: current => {
        before = current.visibility;
        return { ...current, visibility: 'private' };
      },
    });
    await this.#restrictions.add(restriction);
    if (before === 'private') return;
    await this.#publish({
      type: 'incident.visibility',
      incidentKey: key,
      visibility: 'private',
    });
  }

  /** Why the caller may not change who sees the incident; nothing if they may. */
  async #refusalToHide(
    key: string,
    asHider: () => Promise<Caller>,
  ): Promise<Error | undefined> {
    try {
      const { criteria, involved } = await asHider();
      const required = [criteria, this.#onlyInvolved ? involved : undefined];
      await this.#incidents.get({
        key,
        criteria: { allOf: required.filter(one => one !== undefined) },
      });
      return undefined;
    } catch (error) {
      const { name } = error as Error;
      if (name === 'NotAllowedError') return error as Error;
      if (name !== 'NotFoundError') throw error;
      return new NotAllowedError(
        `You may not change who sees incident '${key}'. Ask somebody who is involved: who opened it, its participants, or an owner of its services`,
      );
    }
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
