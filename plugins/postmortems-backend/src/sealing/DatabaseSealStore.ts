import type {
  EvidenceSeal,
  SealManifest,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { getSealRow } from './operations/get';
import { saveSeal } from './operations/save';
import { summariseEvidence } from './operations/summarise';
import { fromSealRow } from './sealRow';
import { inTransaction } from '../platform/database/transaction';
import type { Actor, SealStore } from '../platform/database/types';

/** Seals in the plugin's database. */
export class DatabaseSealStore implements SealStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseSealStore {
    return new DatabaseSealStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(options: {
    seal: EvidenceSeal;
    throughBatch: number;
    actor: Actor;
  }): Promise<EvidenceSeal> {
    return inTransaction(this.#knex, tx => saveSeal(tx, options));
  }

  async get(options: { id: string }): Promise<EvidenceSeal> {
    return fromSealRow(await getSealRow(this.#knex, options));
  }

  async summarise(options: {
    incidentKey: string;
  }): Promise<{ root: string; manifest: SealManifest; throughBatch: number }> {
    return summariseEvidence(this.#knex, options);
  }
}
