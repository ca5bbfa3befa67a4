import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Erasure,
  RequestErasure,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { assertNotErased, readIncident } from '../incidents';
import { type Actor, appendAudit } from '../platform/audit';
import {
  databaseTime,
  inTransaction,
  isPostgres,
  now,
  toStorable,
} from '../platform/database';
import type { RemovalCounts } from '../removal';

const TABLE = 'erasures';
const TO_TELL = 'erasure_incidents';
/** Erasures in a list. */
const MAX_LISTED = 200;
/** After this time another replica may go on with one, in seconds. */
const LEASE_SECONDS = 45;

type ErasureRow = {
  id: string;
  subject: 'person' | 'incident';
  incident_key: string | null;
  reason: string;
  requested_by: string;
  requested_at: string;
  state: 'running' | 'done';
  names: string | null;
  after_key: string | null;
  counts: string;
  skipped: string;
  lease_token: string | null;
  lease_until: string | null;
  finished_at: string | null;
  error: string | null;
};

/** What a person is called. */
export type PersonNames = {
  given: string[];
  /**
   * The same with what their messages add. It is there once what belongs to no
   * incident is done.
   */
  found?: string[];
};

/** An erasure that this replica alone works on. */
export type ClaimedErasure = Erasure & {
  leaseToken: string;
  names?: PersonNames;
  /** The last incident that is finished. */
  afterKey?: string;
};

/** Erasures, and how far each has come. */
export class ErasureStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Throws `NotFoundError` for an incident that is not there, and `ConflictError` for
   * one that is on legal hold or was erased already.
   */
  async create(options: {
    request: RequestErasure;
    actor: Actor;
  }): Promise<Erasure> {
    const { actor } = options;
    const request = toStorable(options.request);
    const { subject, incidentKey, reason } = request;
    if (incidentKey !== undefined) {
      await this.requireErasable({ subject, incidentKey });
    }
    const row: ErasureRow = {
      id: randomUUID(),
      subject,
      incident_key: incidentKey ?? null,
      reason,
      requested_by: actor,
      requested_at: now(),
      state: 'running',
      names:
        request.subject === 'person'
          ? JSON.stringify({ given: request.names })
          : null,
      after_key: null,
      counts: '{}',
      skipped: '[]',
      lease_token: null,
      lease_until: null,
      finished_at: null,
      error: null,
    };
    await inTransaction(this.#knex, async tx => {
      await tx<ErasureRow>(TABLE).insert(row);
      await appendAudit(tx, {
        actor,
        action: 'erasure.request',
        ...(incidentKey && { incidentKey }),
        subjectId: row.id,
        details: { subject },
      });
    });
    return fromRow(row);
  }

  /** Throws as {@link ErasureStore.create} does. */
  async requireErasable(options: {
    subject: Erasure['subject'];
    incidentKey: string;
  }): Promise<void> {
    const { subject, incidentKey: key } = options;
    const incident = await readIncident(this.#knex, { key });
    if (subject === 'incident') assertNotErased(incident);
    if (incident.legalHold) {
      throw new ConflictError(
        `Incident '${key}' is on legal hold; end the hold to erase it`,
      );
    }
  }

  /** Throws `NotFoundError`. */
  async get(options: { id: string }): Promise<Erasure> {
    const id = options.id.replaceAll('\0', '');
    const row = await this.#knex<ErasureRow>(TABLE).where({ id }).first();
    if (!row) throw new NotFoundError(`No erasure with id '${options.id}'`);
    return fromRow(row);
  }

  /** The erasure of an incident that is not done yet. */
  async findRunning(options: {
    incidentKey: string;
  }): Promise<Erasure | undefined> {
    const row = await this.#knex<ErasureRow>(TABLE)
      .where({
        state: 'running',
        subject: 'incident',
        incident_key: options.incidentKey,
      })
      .first();
    return row && fromRow(row);
  }

  /** The newest first. */
  async list(): Promise<Erasure[]> {
    const rows = await this.#knex<ErasureRow>(TABLE)
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MAX_LISTED);
    return rows.map(fromRow);
  }

  /** Takes an erasure that nobody works on, the oldest first. */
  async claim(): Promise<ClaimedErasure | undefined> {
    return inTransaction(this.#knex, async tx => {
      const query = tx<ErasureRow>(TABLE)
        .where({ state: 'running' })
        .andWhere(free =>
          free
            .whereNull('lease_until')
            .orWhere('lease_until', '<', databaseTime(tx)),
        )
        .orderBy(['requested_at', 'id'])
        .first();
      if (isPostgres(tx)) query.forUpdate().skipLocked();
      const row = await query;
      if (!row) return undefined;
      const leaseToken = randomUUID();
      await tx<ErasureRow>(TABLE)
        .where({ id: row.id })
        .update({ lease_token: leaseToken, lease_until: leaseEnd(tx) });
      return {
        ...fromRow(row),
        leaseToken,
        ...(row.names !== null && { names: JSON.parse(row.names) }),
        ...(row.after_key !== null && { afterKey: row.after_key }),
      };
    });
  }

  /**
   * Notes progress in the transaction that makes it, and keeps the lease. Throws
   * `ConflictError` when another replica has taken over.
   */
  async advance(
    tx: Knex,
    { id, leaseToken }: ClaimedErasure,
    progress: {
      afterKey: string | undefined;
      counts: RemovalCounts;
      skipped: string[];
      names?: PersonNames;
    },
  ): Promise<void> {
    await this.#update(tx, id, leaseToken, {
      after_key: progress.afterKey ?? null,
      counts: JSON.stringify(progress.counts),
      skipped: JSON.stringify(progress.skipped),
      ...(progress.names && { names: JSON.stringify(progress.names) }),
      lease_until: leaseEnd(tx),
    });
  }

  /** Keeps the lease during a step that takes longer. */
  async keep({ id, leaseToken }: ClaimedErasure): Promise<void> {
    await this.#update(this.#knex, id, leaseToken, {
      lease_until: leaseEnd(this.#knex),
    });
  }

  /** Incidents that sources and search are still to be told of, in order. */
  async untold({ id }: ClaimedErasure): Promise<string[]> {
    return this.#knex(TO_TELL)
      .where({ erasure_id: id })
      .orderBy('incident_key')
      .pluck('incident_key');
  }

  async noteUntold(
    tx: Knex.Transaction,
    { id }: ClaimedErasure,
    incidentKey: string,
  ): Promise<void> {
    await tx(TO_TELL)
      .insert({ erasure_id: id, incident_key: incidentKey })
      .onConflict(['erasure_id', 'incident_key'])
      .ignore();
  }

  /** Whether it has changed rows of the incident, by the audit log. */
  async hasChanged(
    { id }: ClaimedErasure,
    incidentKey: string,
  ): Promise<boolean> {
    const entry = await this.#knex('audit_log')
      .where({ incident_key: incidentKey, subject_id: incidentKey })
      .andWhere('details', 'like', `%"erasureId":"${id}"%`)
      .first('id');
    return entry !== undefined;
  }

  async noteTold({ id }: ClaimedErasure, incidentKey: string): Promise<void> {
    await this.#knex(TO_TELL)
      .where({ erasure_id: id, incident_key: incidentKey })
      .delete();
  }

  /** Leaves the rest to whoever can do it. */
  async handOver({ id, leaseToken }: ClaimedErasure): Promise<void> {
    await this.#update(this.#knex, id, leaseToken, { lease_token: null });
  }

  /** What the person is called is forgotten. */
  async finish(
    { id, leaseToken }: ClaimedErasure,
    ended: { counts: RemovalCounts; reason: string; requestedBy: string },
  ): Promise<void> {
    await this.#update(this.#knex, id, leaseToken, {
      state: 'done',
      names: null,
      reason: ended.reason,
      requested_by: ended.requestedBy,
      counts: JSON.stringify(ended.counts),
      finished_at: now(),
      lease_token: null,
      lease_until: null,
      error: null,
    });
  }

  /** It will be tried again when its lease would have ended. */
  async fail({ id, leaseToken }: ClaimedErasure, error: string): Promise<void> {
    await this.#knex<ErasureRow>(TABLE)
      .where({ id, lease_token: leaseToken })
      .update({ error, lease_token: null });
  }

  async #update(
    tx: Knex,
    id: string,
    leaseToken: string,
    change: Knex.DbRecordArr<ErasureRow>,
  ): Promise<void> {
    const updated = await tx<ErasureRow>(TABLE)
      .where({ id, lease_token: leaseToken })
      .update(change);
    if (updated === 0) {
      throw new ConflictError(`Another replica works on erasure ${id}`);
    }
  }
}

function leaseEnd(tx: Knex) {
  return databaseTime(tx, LEASE_SECONDS * 1000);
}

function fromRow(row: ErasureRow): Erasure {
  return {
    id: row.id,
    subject: row.subject,
    ...(row.incident_key !== null && { incidentKey: row.incident_key }),
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    state: row.state,
    counts: JSON.parse(row.counts),
    skipped: JSON.parse(row.skipped),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.error !== null && { error: row.error }),
  };
}
