import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { EvidenceStore } from '../evidence';
import {
  type ChainedKind,
  type ChainRow,
  entryHashOf,
  type SealChain,
} from './SealChain';
import { recordHashOf, sealHashOf } from './sealEvidence';
import { checkAllEvidence, hasSealedRoot } from './sealedEvidence';
import { fromSealRow, type SealRow } from './sealRow';

/** Entries read at once. */
const PAGE = 500;

/** Something in the database that is not what was sealed. */
export type ChainProblem = {
  what:
    | 'entry'
    | 'signature'
    | 'unsigned'
    | 'anchor'
    | 'not_in_chain'
    | 'incident'
    | ChainedKind
    | 'evidence';
  incidentKey?: string;
  sequence?: number;
  /** Id of the seal, postmortem and revision, or evidence. */
  subject?: string;
  message: string;
};

/** A place in the chain as it was noted outside of the database. */
export type Anchor = { sequence: number; hash: string };

/** Hashes of what is stored now, by id; an id without one is not there. */
type Subjects = (ids: readonly string[]) => Promise<Map<string, string>>;

type SealCheckerOptions = {
  knex: Knex;
  chain: SealChain;
  evidence: Pick<EvidenceStore, 'stream'>;
  /** Revisions by `<postmortem>/<revision>`; hashed over what their rows say. */
  revisions: Subjects;
};

export type ChainReport = {
  /** Entries of the chain. */
  entries: number;
  signed: number;
  seals: number;
  /** Pieces of evidence that were compared. */
  incidents: number;
  /** The last entry; an older one that is noted elsewhere finds what was cut off since. */
  head?: Anchor;
  /** Anchors that were compared. */
  anchors: number;
  problems: ChainProblem[];
};

/** Compares everything that was sealed with what is in the database now. */
export class SealChecker {
  readonly #options: SealCheckerOptions;

  constructor(options: SealCheckerOptions) {
    this.#options = options;
  }

  /**
   * Checks the chain and the evidence of all incidents, or of one.
   *
   * @param options - `anchors` from outside of the database: without one nobody
   *   can tell whether the last entries were taken away
   */
  async check(
    options: {
      incidentKey?: string;
      anchors?: readonly Anchor[];
      signal?: AbortSignal;
    } = {},
  ): Promise<ChainReport> {
    const { incidentKey, anchors = [], signal } = options;
    const report: ChainReport = {
      entries: 0,
      signed: 0,
      seals: 0,
      incidents: 0,
      anchors: anchors.length,
      problems: [],
    };
    await this.#checkEntries(report, anchors);
    await this.#checkUnchained(report);
    for await (const key of this.#sealedIncidents(incidentKey)) {
      signal?.throwIfAborted();
      report.incidents += 1;
      await this.#checkIncident(key, report);
    }
    return report;
  }

  async #checkEntries(
    report: ChainReport,
    anchors: readonly Anchor[],
  ): Promise<void> {
    const { problems } = report;
    const { keys } = this.#options.chain;
    const expected = new Map(anchors.map(one => [one.sequence, one.hash]));
    let previous = '';
    let isSigned = false;
    for await (const page of this.#pages()) {
      const hashes = {
        seal: await this.#sealHashes(idsOf(page, 'seal')),
        revision: await this.#options.revisions(idsOf(page, 'revision')),
      };
      for (const row of page) {
        const { sequence, incident_key: key } = row;
        const at = { sequence, incidentKey: key, subject: row.subject_id };
        report.entries += 1;
        if (sequence !== (report.head?.sequence ?? 0) + 1) {
          problems.push({
            ...at,
            what: 'entry',
            message: `Entries of the chain before number ${sequence} are missing`,
          });
        } else if (row.previous_hash !== previous) {
          problems.push({
            ...at,
            what: 'entry',
            message: `Entry ${sequence} of the chain does not follow the one before it`,
          });
        }
        if (entryHashOf(row) !== row.entry_hash) {
          problems.push({
            ...at,
            what: 'entry',
            message: `Entry ${sequence} of the chain was changed`,
          });
        }
        const signature = keys.check(row.entry_hash, {
          keyId: row.key_id,
          signature: row.signature,
        });
        if (signature === 'valid') report.signed += 1;
        if (signature === 'invalid' || signature === 'unknown_key') {
          problems.push({
            ...at,
            what: 'signature',
            message:
              signature === 'invalid'
                ? `The signature of entry ${sequence} of the chain is not of key '${row.key_id}'`
                : `Entry ${sequence} of the chain was signed with key '${row.key_id}', which the configuration does not have`,
          });
        }
        if (signature === 'unsigned' && isSigned) {
          problems.push({
            ...at,
            what: 'unsigned',
            message: `Entry ${sequence} of the chain has no signature, unlike those before it`,
          });
        }
        isSigned = isSigned || signature !== 'unsigned';
        const stored = hashes[row.kind].get(row.subject_id);
        if (stored !== row.subject_hash) {
          const name = nameOf(row);
          problems.push({
            ...at,
            what: row.kind,
            message: stored
              ? `${name} of incident ${key} was changed`
              : `${name} of incident ${key} is missing`,
          });
        }
        const anchor = expected.get(sequence);
        expected.delete(sequence);
        if (anchor !== undefined && anchor !== row.entry_hash) {
          problems.push({
            ...at,
            what: 'anchor',
            message: `Entry ${sequence} of the chain is not the one that was noted outside of the database`,
          });
        }
        previous = row.entry_hash;
        report.head = { sequence, hash: row.entry_hash };
      }
    }
    for (const [sequence, hash] of expected) {
      problems.push({
        what: 'anchor',
        sequence,
        message: `The chain ends at ${
          report.head?.sequence ?? 0
        }, but entry ${sequence} (${hash.slice(
          0,
          12,
        )}…) was noted outside of the database`,
      });
    }
  }

  /** Seals and revisions that were written past the chain. */
  async #checkUnchained({ problems }: ChainReport): Promise<void> {
    const { knex } = this.#options;
    const inChain = (kind: ChainedKind, id: string) =>
      knex('seal_chain')
        .where({ kind })
        .whereRaw(`subject_id = ${id}`)
        .select(1);
    const seals: { id: string; incident_key: string }[] = await knex('seals')
      .whereNotExists(inChain('seal', 'seals.id'))
      .select('id', 'incident_key');
    for (const { id, incident_key: incidentKey } of seals) {
      problems.push({
        what: 'not_in_chain',
        incidentKey,
        subject: id,
        message: `Seal ${id} of incident ${incidentKey} is not in the chain`,
      });
    }
    const id = `revisions.postmortem_id || '/' || revisions.revision`;
    const revisions: { subject: string }[] = await knex('revisions')
      .whereNotExists(inChain('revision', id))
      .select({ subject: knex.raw(id) });
    for (const { subject } of revisions) {
      problems.push({
        what: 'not_in_chain',
        subject,
        message: `Revision ${subject} is not in the chain`,
      });
    }
  }

  async #checkIncident(
    incidentKey: string,
    report: ChainReport,
  ): Promise<void> {
    const { knex, evidence } = this.#options;
    const { problems } = report;
    const incident = await knex('incidents')
      .where({ key: incidentKey })
      .first('key');
    if (!incident) {
      problems.push({
        what: 'incident',
        incidentKey,
        message: `Incident ${incidentKey} was sealed and is missing`,
      });
    }
    const rows = await knex<SealRow>('seals')
      .where({ incident_key: incidentKey })
      .orderBy('through_batch');
    report.seals += rows.length;
    for (const row of rows) {
      const seal = fromSealRow(row);
      const isOfHashes = await hasSealedRoot(knex, {
        ...seal,
        throughBatch: row.through_batch,
      });
      if (!isOfHashes) {
        problems.push({
          what: 'seal',
          incidentKey,
          subject: seal.id,
          message: `The root of seal ${seal.id} of incident ${incidentKey} is not that of the evidence it was made of`,
        });
      }
      if (recordHashOf(seal) !== seal.recordHash) {
        problems.push({
          what: 'seal',
          incidentKey,
          subject: seal.id,
          message: `The incident record in seal ${seal.id} of incident ${incidentKey} was changed`,
        });
      }
    }
    const throughBatch = rows.at(-1)?.through_batch;
    if (throughBatch === undefined) return;
    const different = await checkAllEvidence({
      knex,
      evidence,
      incidentKey,
      throughBatch,
    });
    for (const { what, evidenceId } of different) {
      problems.push({
        what: 'evidence',
        incidentKey,
        subject: evidenceId,
        message: `Evidence '${evidenceId}' of incident ${incidentKey} ${EVIDENCE_WORDS[what]} after it was sealed`,
      });
    }
  }

  /** Those that the chain names, also when nothing else of them is left. */
  async *#sealedIncidents(only?: string): AsyncGenerator<string> {
    let after = '';
    for (;;) {
      const query = this.#options
        .knex<ChainRow>('seal_chain')
        .where('incident_key', '>', after)
        .distinct('incident_key')
        .orderBy('incident_key')
        .limit(PAGE);
      if (only !== undefined) query.where('incident_key', only);
      const rows: { incident_key: string }[] = await query;
      for (const { incident_key: key } of rows) yield key;
      if (rows.length < PAGE) return;
      after = rows[PAGE - 1].incident_key;
    }
  }

  async *#pages(): AsyncGenerator<ChainRow[]> {
    let after = 0;
    for (;;) {
      const rows = await this.#options
        .knex<ChainRow>('seal_chain')
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(PAGE);
      yield rows;
      if (rows.length < PAGE) return;
      after = rows[PAGE - 1].sequence;
    }
  }

  async #sealHashes(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#options
      .knex<SealRow>('seals')
      .whereIn('id', [...ids]);
    return new Map(
      rows.map(row => {
        const seal: EvidenceSeal = fromSealRow(row);
        return [
          row.id,
          sealHashOf({
            ...seal,
            nodes: seal.manifest.nodes,
            throughBatch: row.through_batch,
          }),
        ];
      }),
    );
  }
}

const EVIDENCE_WORDS = {
  missing: 'was removed',
  changed: 'was changed',
  added: 'was added',
} as const;

function idsOf(page: readonly ChainRow[], kind: ChainedKind): string[] {
  return page.filter(row => row.kind === kind).map(row => row.subject_id);
}

function nameOf({ kind, subject_id: id }: ChainRow): string {
  return kind === 'seal' ? `Seal ${id}` : `Revision ${id}`;
}
