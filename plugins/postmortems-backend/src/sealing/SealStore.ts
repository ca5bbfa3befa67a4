import { NotFoundError } from '@backstage/errors';
import type {
  EvidenceNode,
  EvidenceSeal,
  SealManifest,
  SealProblem,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { EvidenceStore } from '../evidence';
import { readIncident } from '../incidents';
import { type Actor, appendAudit } from '../platform/audit';
import { inTransaction } from '../platform/database';
import { CitedEvidenceCheck } from './CitedEvidenceCheck';
import { SealChain } from './SealChain';
import { sealHashOf } from './sealEvidence';
import { fromSealRow, type SealRow, toSealRow } from './sealRow';
import { summariseEvidence } from './summariseEvidence';

export class SealStore {
  readonly #knex: Knex;
  readonly #evidence: EvidenceStore;
  readonly #chain: SealChain;
  readonly #cited: CitedEvidenceCheck;

  static create(options: {
    knex: Knex;
    evidence: EvidenceStore;
    chain: SealChain;
  }): SealStore {
    return new SealStore(options);
  }

  private constructor(options: {
    knex: Knex;
    evidence: EvidenceStore;
    chain: SealChain;
  }) {
    this.#knex = options.knex;
    this.#evidence = options.evidence;
    this.#chain = options.chain;
    this.#cited = new CitedEvidenceCheck({
      ...options,
      keys: options.chain.keys,
    });
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
        await rememberHashes(tx, { ...seal, throughBatch });
        await this.#chain.append(tx, {
          kind: 'seal',
          subjectId: seal.id,
          incidentKey: seal.incidentKey,
          subjectHash: sealHashOf({
            ...seal,
            nodes: seal.manifest.nodes,
            throughBatch,
          }),
        });
      }
      const row = await selectSeals(tx)
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
    const row = await selectSeals(this.#knex)
      .where({ incident_key: options.incidentKey })
      .orderBy([
        { column: 'sealed_at', order: 'desc' },
        { column: 'through_batch', order: 'desc' },
      ])
      .first();
    return row && fromSealRow(row);
  }

  /** How some evidence differs from what was sealed of it. */
  async problemsOf(options: {
    incidentKey: string;
    ids: readonly string[];
  }): Promise<SealProblem[]> {
    return this.#cited.problemsOf(options);
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
    const row = await selectSeals(this.#knex)
      .where({ id: id.replaceAll('\0', '') })
      .first();
    const found =
      row && (incidentKey === undefined || row.incident_key === incidentKey);
    if (!found) throw new NotFoundError(`No seal with id '${id}'`);
    return row;
  }
}

/** The content hashes of what was not sealed before, so that a change can be told by its name. */
async function rememberHashes(
  tx: Knex.Transaction,
  options: { incidentKey: string; throughBatch: number },
): Promise<void> {
  const { incidentKey, throughBatch } = options;
  // Another seal may be remembering the same ones: the order keeps both from waiting for each other
  await tx.raw(
    `insert into sealed_evidence (incident_key, evidence_id, content_hash, batch)
     select incident_key, id, content_hash, batch from evidence
     where incident_key = ? and batch <= ? and batch > coalesce(
       (select max(batch) from sealed_evidence where incident_key = ?), 0)
     order by id
     on conflict (incident_key, evidence_id) do nothing`,
    [incidentKey, throughBatch, incidentKey],
  );
}

function selectSeals(knex: Knex) {
  return knex<SealRow>('seals').leftJoin(
    'superseded_seals',
    'superseded_seals.seal_id',
    'seals.id',
  );
}
