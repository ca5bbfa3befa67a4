import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { EvidenceStore } from '../evidence';
import { type ChainedKind, type ChainRow, type SealChain } from './SealChain';
import { entryProblems } from './entryProblems';
import { recordHashOf, sealHashOf } from './sealEvidence';
import {
  checkAllEvidence,
  evidenceMessage,
  hasSealedRoot,
  type EvidenceProblem,
} from './sealedEvidence';
import { removalHashes, Removals } from './removals';
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
    | EvidenceProblem['what'];
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
  #removals: { incidentKey: string; removals: Removals } | undefined;

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
    await this.#checkEntries(report, anchors, incidentKey);
    await this.#checkUnchained(report, incidentKey);
    for await (const key of this.#sealedIncidents(incidentKey)) {
      signal?.throwIfAborted();
      report.incidents += 1;
      await this.#checkIncident(key, report);
    }
    return report;
  }

  /** The last entry of the chain. */
  async head(): Promise<Anchor | undefined> {
    const row = await this.#options
      .knex<ChainRow>('seal_chain')
      .orderBy('sequence', 'desc')
      .first();
    return row && { sequence: row.sequence, hash: row.entry_hash };
  }

  /** Of one incident only what each of its entries says: its neighbours are of others. */
  async #checkEntries(
    report: ChainReport,
    anchors: readonly Anchor[],
    incidentKey: string | undefined,
  ): Promise<void> {
    const { problems } = report;
    const { chain, knex, revisions } = this.#options;
    const noted = new Map(anchors.map(one => [one.sequence, one.hash]));
    let isSignedBefore = false;
    for await (const page of this.#pages(incidentKey)) {
      const stored = {
        seal: await this.#sealHashes(idsOf(page, 'seal')),
        revision: await revisions(idsOf(page, 'revision')),
        removal: await removalHashes(knex, idsOf(page, 'removal')),
      };
      for (const row of page) {
        const { sequence, entry_hash: hash } = row;
        const signature = chain.keys.check(hash, {
          keyId: row.key_id,
          signature: row.signature,
        });
        problems.push(
          ...entryProblems(row, {
            storedHash: stored[row.kind].get(row.subject_id),
            expectedHash:
              row.kind === 'revision'
                ? (await this.#removalsOf(row.incident_key)).follow(
                    'revisions',
                    row.subject_id,
                    row.subject_hash,
                  )
                : row.subject_hash,
            signature,
            anchor: noted.get(sequence),
            ...(incidentKey === undefined && {
              chain: { previous: report.head, isSignedBefore },
            }),
          }),
        );
        noted.delete(sequence);
        report.entries += 1;
        report.signed += signature === 'valid' ? 1 : 0;
        report.head = { sequence, hash };
        isSignedBefore = isSignedBefore || signature !== 'unsigned';
      }
    }
    const end = report.head?.sequence ?? 0;
    for (const sequence of incidentKey === undefined ? noted.keys() : []) {
      problems.push({
        what: 'anchor',
        sequence,
        message: `The chain ends at ${end}, but entry ${sequence} was noted outside of the database`,
      });
    }
  }

  /** Seals, removals and revisions that were written past the chain. */
  async #checkUnchained(
    { problems }: ChainReport,
    incidentKey: string | undefined,
  ): Promise<void> {
    const { knex } = this.#options;
    const ofIncident =
      incidentKey === undefined ? {} : { incident_key: incidentKey };
    const inChain = (kind: ChainedKind, id: string) =>
      knex('seal_chain')
        .where({ kind })
        .whereRaw(`subject_id = ${id}`)
        .select(1);
    const seals: { id: string; incident_key: string }[] = await knex('seals')
      .where(ofIncident)
      .whereNotExists(inChain('seal', 'seals.id'))
      .select('id', 'incident_key');
    for (const { id, incident_key: key } of seals) {
      problems.push({
        what: 'not_in_chain',
        incidentKey: key,
        subject: id,
        message: `Seal ${id} of incident ${key} is not in the chain`,
      });
    }
    const removals: { id: string; incident_key: string }[] = await knex(
      'removals',
    )
      .where(ofIncident)
      .whereNotExists(inChain('removal', 'removals.id'))
      .select('id', 'incident_key');
    for (const { id, incident_key: key } of removals) {
      problems.push({
        what: 'not_in_chain',
        incidentKey: key,
        subject: id,
        message: `Removal ${id} of incident ${key} is not in the chain: it removed nothing that was sealed, and excuses nothing`,
      });
    }
    const id = `revisions.postmortem_id || '/' || revisions.revision`;
    const revisions: { subject: string; incident_key: string }[] = await knex(
      'revisions',
    )
      .join('postmortems', 'postmortems.id', 'revisions.postmortem_id')
      .where(ofIncident)
      .whereNotExists(inChain('revision', id))
      .select({ subject: knex.raw(id) }, 'incident_key');
    for (const { subject, incident_key: key } of revisions) {
      problems.push({
        what: 'not_in_chain',
        incidentKey: key,
        subject,
        message: `Revision ${subject} is not in the chain`,
      });
    }
  }

  /** The last incident's are kept: entries of one follow each other. */
  async #removalsOf(incidentKey: string): Promise<Removals> {
    if (this.#removals?.incidentKey !== incidentKey) {
      const removals = await Removals.read(this.#options.knex, incidentKey);
      this.#removals = { incidentKey, removals };
    }
    return this.#removals!.removals;
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
    const removals = await this.#removalsOf(incidentKey);
    const rows: (SealRow & { sequence: number | null })[] = await knex('seals')
      .leftJoin('seal_chain', 'seal_chain.subject_id', 'seals.id')
      .where({ 'seals.incident_key': incidentKey })
      .orderBy('through_batch')
      .select('seals.*', 'sequence');
    report.seals += rows.length;
    for (const row of rows) {
      const seal = fromSealRow(row);
      const isOfHashes = await hasSealedRoot(
        knex,
        { ...seal, throughBatch: row.through_batch },
        { removals, before: row.sequence ?? undefined },
      );
      if (!isOfHashes) {
        problems.push({
          what: 'seal',
          incidentKey,
          subject: seal.id,
          message: `The root of seal ${seal.id} of incident ${incidentKey} is not that of the evidence it was made of`,
        });
      }
      const hash = recordHashOf(seal);
      if (hash !== seal.recordHash && !removals.isRecordOf(seal.id, hash)) {
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
      removals,
    });
    for (const one of different) {
      problems.push({
        what: one.what,
        incidentKey,
        subject: one.evidenceId,
        message: evidenceMessage(one),
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

  async *#pages(incidentKey: string | undefined): AsyncGenerator<ChainRow[]> {
    let after = 0;
    for (;;) {
      const query = this.#options
        .knex<ChainRow>('seal_chain')
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(PAGE);
      if (incidentKey !== undefined) query.where('incident_key', incidentKey);
      const rows: ChainRow[] = await query;
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

function idsOf(page: readonly ChainRow[], kind: ChainedKind): string[] {
  return page.filter(row => row.kind === kind).map(row => row.subject_id);
}
