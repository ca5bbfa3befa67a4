import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { EvidenceStore } from '../evidence';
import { type ChainedKind, type ChainRow, type SealChain } from './SealChain';
import { entryProblems } from './entryProblems';
import { NotedEntries } from './NotedEntries';
import { recordHashOf, sealHashOf } from './sealEvidence';
import {
  checkAllEvidence,
  evidenceMessage,
  hasSealedRoot,
  type EvidenceProblem,
} from './sealedEvidence';
import { removalHashes, Removals } from './removals';
import { fromSealRow, type SealRow } from './sealRow';
import { findUnchained } from './unchained';
import { untilNoRemoval } from './untilNoRemoval';

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
export type Anchor = { sequence: number; hash: string; signed?: boolean };

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
  /** Incidents whose evidence was compared. */
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
   *   can tell whether the last entries were taken away; `newestOnly` compares only
   *   the newest root of an incident, which earlier ones are a part of
   */
  async check(
    options: {
      incidentKey?: string;
      anchors?: readonly Anchor[];
      newestOnly?: boolean;
      signal?: AbortSignal;
    } = {},
  ): Promise<ChainReport> {
    return untilNoRemoval(this.#options.knex, {
      incidentKey: options.incidentKey,
      run: () => this.#check(options),
      isBroken: ({ problems }) => problems.length > 0,
    });
  }

  async #check(
    options: Parameters<SealChecker['check']>[0] = {},
  ): Promise<ChainReport> {
    const { incidentKey, anchors = [], newestOnly, signal } = options;
    const report: ChainReport = {
      entries: 0,
      signed: 0,
      seals: 0,
      incidents: 0,
      anchors: anchors.length,
      problems: [],
    };
    await this.#checkEntries(report, { anchors, incidentKey, signal });
    report.problems.push(
      ...(await findUnchained(this.#options.knex, incidentKey)),
    );
    for await (const key of this.#sealedIncidents(incidentKey)) {
      signal?.throwIfAborted();
      report.incidents += 1;
      await this.#checkIncident(key, { report, newestOnly, signal });
    }
    return report;
  }

  /** The last entry of the chain. */
  async head(): Promise<Anchor | undefined> {
    const row = await this.#options
      .knex<ChainRow>('seal_chain')
      .orderBy('sequence', 'desc')
      .first();
    return (
      row && {
        sequence: row.sequence,
        hash: row.entry_hash,
        signed: row.signature !== null,
      }
    );
  }

  /** How the chain differs from the last of what was noted, without reading all of it. */
  async compare(anchors: readonly Anchor[]): Promise<ChainProblem[]> {
    const noted = new NotedEntries(anchors.slice(-PAGE));
    const rows = await this.#options
      .knex<ChainRow>('seal_chain')
      .whereIn('sequence', noted.sequences)
      .orderBy('sequence');
    const head = await this.head();
    return [
      ...noted.conflicts(),
      ...rows.flatMap(row => noted.problemsOf(row)),
      ...noted.beyond(head?.sequence ?? 0),
    ];
  }

  /** Of one incident only what each of its entries says: its neighbours are of others. */
  async #checkEntries(
    report: ChainReport,
    options: {
      anchors: readonly Anchor[];
      incidentKey?: string;
      signal?: AbortSignal;
    },
  ): Promise<void> {
    const { anchors, incidentKey, signal } = options;
    const { problems } = report;
    const { chain, knex, revisions } = this.#options;
    // The last incident's are kept: entries of one follow each other
    let last: { key: string; removals: Removals } | undefined;
    const removalsOf = async (key: string) => {
      if (last?.key !== key) {
        last = { key, removals: await this.#removalsOf(key) };
      }
      return last.removals;
    };
    const noted = new NotedEntries(anchors);
    if (incidentKey === undefined) problems.push(...noted.conflicts());
    for await (const page of this.#pages(incidentKey)) {
      signal?.throwIfAborted();
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
                ? (await removalsOf(row.incident_key)).follow(
                    'revisions',
                    row.subject_id,
                    row.subject_hash,
                  )
                : row.subject_hash,
            signature,
            mayBeUnsigned: chain.keys.mayBeUnsigned(sequence),
            ...(incidentKey === undefined && {
              chain: { previous: report.head },
            }),
          }),
        );
        problems.push(...noted.problemsOf(row));
        report.entries += 1;
        report.signed += signature === 'valid' ? 1 : 0;
        report.head = { sequence, hash };
      }
    }
    if (incidentKey === undefined) {
      problems.push(...noted.beyond(report.head?.sequence ?? 0));
    }
  }

  #removalsOf(incidentKey: string): Promise<Removals> {
    const { chain, knex } = this.#options;
    return Removals.read(knex, { incidentKey, keys: chain.keys });
  }

  async #checkIncident(
    incidentKey: string,
    options: {
      report: ChainReport;
      newestOnly?: boolean;
      signal?: AbortSignal;
    },
  ): Promise<void> {
    const { knex, evidence } = this.#options;
    const { report, newestOnly = false, signal } = options;
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
      .orderBy(['through_batch', 'sequence'])
      .select('seals.*', 'sequence');
    report.seals += rows.length;
    const newest = rows.findLast(({ sequence }) => sequence !== null);
    for (const row of rows) {
      const seal = fromSealRow(row);
      signal?.throwIfAborted();
      const isOfHashes =
        (newestOnly && row !== newest) ||
        (await hasSealedRoot(
          knex,
          { ...seal, throughBatch: row.through_batch },
          { removals, before: row.sequence ?? undefined },
        ));
      if (!isOfHashes) {
        problems.push({
          what: 'seal',
          incidentKey,
          subject: seal.id,
          message: `The list of the evidence of incident ${incidentKey} that was sealed was changed: seal ${seal.id} does not fit it`,
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
