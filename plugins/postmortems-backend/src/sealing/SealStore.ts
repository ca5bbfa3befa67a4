import { NotFoundError } from '@backstage/errors';
import type {
  EvidenceNode,
  EvidenceSeal,
  SealManifest,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { EvidenceStore } from '../evidence';
import { readIncident } from '../incidents';
import { type Actor, appendAudit } from '../platform/audit';
import { inTransaction } from '../platform/database';
import { summariseEvidence } from './summariseEvidence';

type SealRow = {
  id: string;
  incident_key: string;
  algorithm: string;
  root: string;
  manifest: string;
  incident: string;
  record_hash: string;
  through_batch: number;
  sealed_at: string;
};

export class SealStore {
  readonly #knex: Knex;
  readonly #evidence: EvidenceStore;

  static create(options: { knex: Knex; evidence: EvidenceStore }): SealStore {
    return new SealStore(options);
  }

  private constructor(options: { knex: Knex; evidence: EvidenceStore }) {
    this.#knex = options.knex;
    this.#evidence = options.evidence;
  }

  /**
   * Idempotent: answers with the equal seal of the incident, if there is one.
   */
  async save(options: {
    seal: EvidenceSeal;
    /** As `summarise` returned it. */
    throughBatch: number;
    actor: Actor;
  }): Promise<EvidenceSeal> {
    const { seal, throughBatch, actor } = options;
    return inTransaction(this.#knex, async tx => {
      await readIncident(tx, { key: seal.incidentKey });
      const inserted = await tx('seals')
        .insert(toSealRow(seal, throughBatch))
        .onConflict(['incident_key', 'root', 'record_hash'])
        .ignore()
        .returning('id');
      if (inserted.length > 0) {
        await appendAudit(tx, {
          actor,
          action: 'seal.create',
          incidentKey: seal.incidentKey,
          subjectId: seal.id,
          details: { root: seal.root, nodes: seal.manifest.nodes },
        });
      }
      const row = await tx<SealRow>('seals')
        .where({
          incident_key: seal.incidentKey,
          root: seal.root,
          record_hash: seal.recordHash,
        })
        .first();
      if (!row) throw new Error(`Seal '${seal.id}' was not stored`);
      return fromSealRow(row);
    });
  }

  /** Throws `NotFoundError`. */
  async get(options: { id: string }): Promise<EvidenceSeal> {
    return fromSealRow(await this.#row(options));
  }

  /** The latest seal of an incident, if there is one. */
  async newest(options: {
    incidentKey: string;
  }): Promise<EvidenceSeal | undefined> {
    const row = await this.#knex<SealRow>('seals')
      .where({ incident_key: options.incidentKey })
      .orderBy([
        { column: 'sealed_at', order: 'desc' },
        { column: 'through_batch', order: 'desc' },
      ])
      .first();
    return row && fromSealRow(row);
  }

  /** Root hash and counts over the evidence that is stored now. */
  async summarise(options: {
    incidentKey: string;
  }): Promise<{ root: string; manifest: SealManifest; throughBatch: number }> {
    return summariseEvidence(this.#knex, options);
  }

  /**
   * Exactly the evidence that a seal covers, ascending by timestamp, then id.
   * Throws `NotFoundError`, also for a seal of another incident.
   */
  async *streamEvidence(options: {
    id: string;
    incidentKey: string;
  }): AsyncIterable<EvidenceNode> {
    const { incidentKey } = options;
    const { through_batch: throughBatch } = await this.#row(options);
    yield* this.#evidence.stream({ incidentKey, throughBatch });
  }

  async #row(options: { id: string; incidentKey?: string }): Promise<SealRow> {
    const { id, incidentKey } = options;
    const row = await this.#knex<SealRow>('seals')
      .where({ id: id.replaceAll('\0', '') })
      .first();
    const found =
      row && (incidentKey === undefined || row.incident_key === incidentKey);
    if (!found) throw new NotFoundError(`No seal with id '${id}'`);
    return row;
  }
}

function toSealRow(seal: EvidenceSeal, throughBatch: number): SealRow {
  return {
    id: seal.id,
    incident_key: seal.incidentKey,
    algorithm: seal.algorithm,
    root: seal.root,
    manifest: JSON.stringify(seal.manifest),
    incident: JSON.stringify(seal.incident),
    record_hash: seal.recordHash,
    through_batch: throughBatch,
    sealed_at: seal.sealedAt,
  };
}

function fromSealRow(row: SealRow): EvidenceSeal {
  return {
    id: row.id,
    incidentKey: row.incident_key,
    algorithm: row.algorithm as EvidenceSeal['algorithm'],
    root: row.root,
    manifest: JSON.parse(row.manifest),
    incident: JSON.parse(row.incident),
    recordHash: row.record_hash,
    sealedAt: row.sealed_at,
  };
}
