import type {
  EvidenceNode,
  EvidenceOutcome,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { getManyEvidence } from './operations/getMany';
import { insertEvidence } from './operations/insert';
import { listEvidence } from './operations/list';
import { streamEvidence } from './operations/stream';
import { getSealRow } from '../sealing/operations/get';
import { inTransaction } from '../platform/database/transaction';
import type {
  Actor,
  EvidenceStore,
  ListEvidenceOptions,
  Page,
} from '../platform/database/types';

/** Evidence in the plugin's database. */
export class DatabaseEvidenceStore implements EvidenceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseEvidenceStore {
    return new DatabaseEvidenceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(options: {
    incidentKey: string;
    nodes: EvidenceNode[];
    actor: Actor;
  }): Promise<EvidenceOutcome[]> {
    return inTransaction(this.#knex, tx => insertEvidence(tx, options));
  }

  async list(options: ListEvidenceOptions): Promise<Page<EvidenceNode>> {
    return listEvidence(this.#knex, options);
  }

  async getMany(options: {
    incidentKey: string;
    ids: string[];
  }): Promise<Map<string, EvidenceNode>> {
    return getManyEvidence(this.#knex, options);
  }

  async *stream(options: {
    incidentKey: string;
    sealId?: string;
  }): AsyncIterable<EvidenceNode> {
    const { incidentKey, sealId } = options;
    const throughBatch =
      sealId === undefined
        ? undefined
        : (await getSealRow(this.#knex, { id: sealId, incidentKey }))
            .through_batch;
    yield* streamEvidence(this.#knex, { incidentKey, throughBatch });
  }
}
