import type { SealProblem } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { contentHashOf, type EvidenceStore } from '../evidence';
import { whereAnyOf } from '../platform/database';
import { canonicalHash } from '../platform/hashing';
import { Removals } from './removals';
import { type ChainRow, isAuthentic } from './SealChain';
import { sealHashOf } from './sealEvidence';
import {
  evidenceMessage,
  hasSealedRoot,
  type EvidenceProblem,
  type SealedRow,
} from './sealedEvidence';
import type { SealKeys } from './SealKeys';
import { fromSealRow, type SealRow } from './sealRow';
import { untilNoRemoval } from './untilNoRemoval';

/** Ids asked for at once. */
const CHUNK = 500;
/** Answers that are kept. */
const MAX_KNOWN = 1_000;

type CitedEvidenceCheckOptions = {
  knex: Knex;
  evidence: Pick<EvidenceStore, 'getMany'>;
  keys: SealKeys;
};

/**
 * Compares some evidence with what was sealed of it, when a document is opened. The
 * kept hashes count only when they make up the root of the newest seal, and that
 * seal is the one of its entry in the chain.
 */
export class CitedEvidenceCheck {
  readonly #options: CitedEvidenceCheckOptions;
  /** By root, digests of kept hashes that were found to be among those of the root. */
  readonly #known = new Set<string>();

  constructor(options: CitedEvidenceCheckOptions) {
    this.#options = options;
  }

  async problemsOf(options: {
    incidentKey: string;
    ids: readonly string[];
  }): Promise<SealProblem[]> {
    const { incidentKey } = options;
    const ids = [...new Set(options.ids)];
    if (ids.length === 0) return [];
    return untilNoRemoval(this.#options.knex, {
      incidentKey,
      run: () => this.#check(incidentKey, ids),
      isBroken: problems => problems.length > 0,
    });
  }

  async #check(
    incidentKey: string,
    ids: readonly string[],
  ): Promise<SealProblem[]> {
    const { evidence, keys, knex } = this.#options;
    const seal = await this.#newestSeal(incidentKey);
    // Another seal may be stored meanwhile; what it covers beyond this one is left out
    const throughBatch = seal?.through_batch;
    const kept = await this.#keptHashes({ incidentKey, ids, throughBatch });
    const removals = await Removals.read(knex, { incidentKey, keys });
    const isSealed =
      seal !== undefined && (await this.#areSealed(seal, kept, removals));
    const stored = await evidence.getMany({ incidentKey, ids, throughBatch });
    const problems: EvidenceProblem[] = [];
    for (const id of [...ids].sort()) {
      const row = kept.get(id);
      const node = stored.get(id);
      if (!row && !node) {
        // Cited, but never stored, unless the hashes that would tell were removed
        if (!isSealed) problems.push({ what: 'missing', evidenceId: id });
      } else if (!row) {
        if (seal) problems.push({ what: 'added', evidenceId: id });
      } else if (!node) {
        problems.push({ what: 'missing', evidenceId: id });
      } else if (
        contentHashOf(node) !==
        removals.follow('evidence', id, row.content_hash)
      ) {
        problems.push({ what: 'changed', evidenceId: id });
      }
    }
    return [
      ...(isSealed
        ? []
        : [
            {
              what: 'seal' as const,
              message: `What the database says was sealed of incident ${incidentKey} is not what was sealed: none of its evidence can be relied on`,
            },
          ]),
      ...problems.map(one => ({ ...one, message: evidenceMessage(one) })),
    ];
  }

  async #keptHashes(options: {
    incidentKey: string;
    ids: readonly string[];
    throughBatch?: number;
  }): Promise<Map<string, SealedRow>> {
    const { knex } = this.#options;
    const { incidentKey, ids, throughBatch } = options;
    const kept = new Map<string, SealedRow>();
    for (let start = 0; start < ids.length; start += CHUNK) {
      const query = knex('sealed_evidence').where('incident_key', incidentKey);
      if (throughBatch !== undefined) query.where('batch', '<=', throughBatch);
      const rows: SealedRow[] = await whereAnyOf(
        knex,
        query,
        'evidence_id',
        ids.slice(start, start + CHUNK),
      );
      for (const row of rows) kept.set(row.evidence_id, row);
    }
    return kept;
  }

  /** The newest one of the chain, if its row and its entry are what they were. */
  async #newestSeal(
    incidentKey: string,
  ): Promise<(SealRow & { sequence: number }) | undefined> {
    const { keys, knex } = this.#options;
    const entry = await knex<ChainRow>('seal_chain')
      .where({ incident_key: incidentKey, kind: 'seal' })
      .orderBy('sequence', 'desc')
      .first();
    if (!entry || !isAuthentic(entry, keys)) return undefined;
    const row = await knex<SealRow>('seals')
      .where({ id: entry.subject_id })
      .first();
    if (!row) return undefined;
    const seal = fromSealRow(row);
    const hash = sealHashOf({
      ...seal,
      nodes: seal.manifest.nodes,
      throughBatch: row.through_batch,
    });
    return hash === entry.subject_hash
      ? { ...row, sequence: entry.sequence }
      : undefined;
  }

  /** Whether kept hashes are among those that a seal is of. */
  async #areSealed(
    row: SealRow & { sequence: number },
    kept: ReadonlyMap<string, SealedRow>,
    removals: Removals,
  ): Promise<boolean> {
    const throughBatch = row.through_batch;
    const rows = [...kept.values()];
    const hashes = rows.map(one => [one.evidence_id, one.content_hash]).sort();
    const key = canonicalHash([row.id, row.root, hashes]);
    if (this.#known.has(key)) return true;
    const isOfHashes = await hasSealedRoot(
      this.#options.knex,
      { ...fromSealRow(row), throughBatch },
      { removals, before: row.sequence },
    );
    if (!isOfHashes) return false;
    if (this.#known.size === MAX_KNOWN) this.#known.clear();
    this.#known.add(key);
    return true;
  }
}
