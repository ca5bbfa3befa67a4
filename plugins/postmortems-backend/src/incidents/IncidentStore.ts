import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  Incident,
  IncidentStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { recordIncidentMetrics } from '../orgMetrics';
import { type Actor, appendAudit, changesBetween } from '../platform/audit';
import {
  applyCriteria,
  applyScope,
  assertStorable,
  continueAfter,
  cursorAfter,
  type IncidentCriteria,
  type IncidentScope,
  inOrder,
  inTransaction,
  NEWEST_FIRST,
  now,
  type Page,
  type PageRequest,
  SCOPED,
  toPage,
} from '../platform/database';
import { canonicalHash } from '../platform/hashing';
import { type IncidentRow, toIncidentRow } from './incidentRow';
import { reassignIncidents } from './reassignIncidents';
import {
  findIncident,
  hydrateIncidents,
  readIncident,
  readIncidents,
} from './readIncident';

const LIST = 'incidents';

/** Fields that no change of an incident counts as one. */
const FIXED_FIELDS = [
  'key',
  'status',
  'createdBy',
  'createdAt',
  'updatedAt',
] as const;
/** Fields whose values the audit keeps; who takes part may read a private one. */
const AUDITED = {
  values: [
    'severity',
    'visibility',
    'services',
    'participants',
    'startedAt',
    'detectedAt',
    'mitigatedAt',
    'resolvedAt',
  ],
  without: FIXED_FIELDS,
} as const;

export class IncidentStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): IncidentStore {
    return new IncidentStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Inserts an incident unless its key is taken. A repeat is recognised by what
   * the incident was created with, so that a late one is harmless.
   *
   * Throws the same `ConflictError` whether the key is taken by other content
   * or by an incident outside of `readable`. Throws `NotAllowedError`, with
   * nothing written, when `within` excludes the new incident.
   */
  async create(options: {
    incident: Incident;
    actor: Actor;
    readable?: IncidentCriteria;
    within?: IncidentCriteria;
  }): Promise<{ incident: Incident; created: boolean }> {
    assertStorable(options.incident);
    const incident = withoutRepeatedRefs(options.incident);
    const idempotencyHash = hashOfContent(incident);
    return inTransaction(this.#knex, async tx => {
      const { key } = incident;
      // The loser of two concurrent inserts waits here until the winner commits
      const inserted = await tx('incidents')
        .insert({
          ...toIncidentRow(incident),
          idempotency_hash: idempotencyHash,
        })
        .onConflict('key')
        .ignore()
        .returning('key');
      if (inserted.length === 0) {
        const { readable } = options;
        return findRepeated(tx, { key, idempotencyHash, readable });
      }
      await writeRefs(tx, incident);
      const created = await findIncident(tx, { key, criteria: options.within });
      if (!created) {
        throw new NotAllowedError(
          `Your permissions do not cover incident '${key}' as it is described; nothing was written`,
        );
      }
      await recordIncidentMetrics(tx, { incidentKey: key });
      await appendAudit(tx, {
        actor: options.actor,
        action: 'incident.create',
        incidentKey: key,
        subjectId: key,
        changes: changesBetween<Incident>({}, incident, AUDITED),
      });
      return { incident: created, created: true };
    });
  }

  /** Throws `NotFoundError`, also when the criteria exclude the incident. */
  async get(options: {
    key: string;
    criteria?: IncidentCriteria;
  }): Promise<Incident> {
    return readIncident(this.#knex, options);
  }

  /** Those that exist, by key, in a fixed number of queries. */
  async getMany(options: {
    keys: readonly string[];
  }): Promise<Map<string, Incident>> {
    return readIncidents(this.#knex, options);
  }

  /** Newest start first, then by key. */
  async list(
    options: PageRequest & IncidentScope & { status?: IncidentStatus },
  ): Promise<Page<Incident>> {
    const query = this.#knex<IncidentRow>('incidents')
      .select('incidents.*')
      .limit(options.limit + 1);
    inOrder(query, NEWEST_FIRST);
    if (options.status) query.where('incidents.status', options.status);
    applyScope(this.#knex, query, SCOPED.incidents, options);
    continueAfter(query, LIST, NEWEST_FIRST, options.cursor);
    const page = toPage<IncidentRow>(
      await query,
      options.limit,
      ({ key, started_at }) =>
        cursorAfter(LIST, NEWEST_FIRST, { key, started_at }),
    );
    return { ...page, items: await hydrateIncidents(this.#knex, page.items) };
  }

  /**
   * Applies `change` under the lock of the row, so that no concurrent write is
   * lost. Key and creation stay. Throws what `change` throws.
   */
  async update(options: {
    key: string;
    criteria?: IncidentCriteria;
    actor: Actor;
    change: (current: Incident) => Incident;
  }): Promise<Incident> {
    const { key, criteria, actor, change } = options;
    return inTransaction(this.#knex, async tx => {
      const current = await readIncident(tx, { key, criteria, lock: true });
      const changed = withoutRepeatedRefs(change(current));
      assertStorable(changed);
      const changes = changesBetween(current, changed, AUDITED);
      if (changes.length === 0) return current;

      const { key: _, ...row } = toIncidentRow({
        ...changed,
        key,
        createdBy: current.createdBy,
        createdAt: current.createdAt,
        updatedAt:
          changed.updatedAt === current.updatedAt ? now() : changed.updatedAt,
      });
      await tx('incidents').where({ key }).update(row);
      await writeRefs(tx, { ...changed, key });
      await recordIncidentMetrics(tx, { incidentKey: key });
      await appendAudit(tx, {
        actor,
        action: 'incident.update',
        incidentKey: key,
        subjectId: key,
        changes,
      });
      return readIncident(tx, { key });
    });
  }

  /** Who gave an incident its severity, by the audit log. */
  async whoSetSeverity({ key }: { key: string }): Promise<Actor | undefined> {
    const row = await this.#knex('audit_log')
      .where({ incident_key: key })
      .whereIn('action', ['incident.create', 'incident.update'])
      .whereLike('changes', '%"field":"severity"%')
      .orderBy('id', 'desc')
      .first<{ actor: Actor } | undefined>('actor');
    return row?.actor;
  }

  /** How many incidents name each service, by its ref. */
  async countByService(options: {
    criteria?: IncidentCriteria;
  }): Promise<Map<string, number>> {
    const query = this.#knex('incidents')
      .join(
        'incident_services',
        'incident_services.incident_key',
        'incidents.key',
      )
      .groupBy('incident_services.service_ref')
      .orderBy('incident_services.service_ref')
      .select<{ ref: string; count: number | string }[]>(
        'incident_services.service_ref as ref',
        this.#knex.raw('count(*) as count'),
      );
    applyCriteria(this.#knex, query, options.criteria);
    return new Map((await query).map(({ ref, count }) => [ref, Number(count)]));
  }

  /** See {@link reassignIncidents}. */
  async reassign(
    options: Parameters<typeof reassignIncidents>[1],
  ): Promise<string[]> {
    return reassignIncidents(this.#knex, options);
  }
}

/** The stored incident of a repeated creation. Throws `ConflictError`. */
async function findRepeated(
  tx: Knex.Transaction,
  options: {
    key: string;
    idempotencyHash: string;
    readable?: IncidentCriteria;
  },
): Promise<{ incident: Incident; created: false }> {
  const { key, idempotencyHash, readable } = options;
  const incident = await findIncident(tx, { key, criteria: readable });
  const row = await tx<IncidentRow & { idempotency_hash: string }>('incidents')
    .where({ key })
    .first('idempotency_hash');
  const repeated =
    incident &&
    (row?.idempotency_hash === idempotencyHash ||
      hashOfContent(incident) === idempotencyHash);
  if (repeated) return { incident, created: false };
  throw new ConflictError(
    `The key '${key}' is taken by an incident that was opened with other content or that you may not read`,
  );
}

/** Over what was reported; not over who reported it and when. */
function hashOfContent(incident: Incident): string {
  const { status, createdBy, createdAt, updatedAt, ...content } = incident;
  return canonicalHash(content);
}

function withoutRepeatedRefs(incident: Incident): Incident {
  return {
    ...incident,
    services: [...new Set(incident.services)],
    participants: [...new Set(incident.participants)],
  };
}

/** Replaces the rows of services and participants. */
async function writeRefs(
  tx: Knex.Transaction,
  { key, services, participants }: Incident,
): Promise<void> {
  await tx('incident_services').where({ incident_key: key }).delete();
  await tx('incident_participants').where({ incident_key: key }).delete();
  if (services.length > 0) {
    await tx('incident_services').insert(
      services.map((service_ref, position) => ({
        incident_key: key,
        position,
        service_ref,
      })),
    );
  }
  if (participants.length > 0) {
    await tx('incident_participants').insert(
      participants.map((entity_ref, position) => ({
        incident_key: key,
        position,
        entity_ref,
      })),
    );
  }
}
