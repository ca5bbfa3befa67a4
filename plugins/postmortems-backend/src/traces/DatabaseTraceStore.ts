import type {
  EvidenceNode,
  InvestigationTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { createTrace } from './operations/create';
import { listTraces } from './operations/list';
import { inTransaction } from '../platform/database/transaction';
import type { Actor, TraceStore } from '../platform/database/types';

/** Investigation traces in the plugin's database. */
export class DatabaseTraceStore implements TraceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseTraceStore {
    return new DatabaseTraceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(options: {
    incidentKey: string;
    trace: InvestigationTrace;
    stepNodes: EvidenceNode[];
    actor: Actor;
  }): Promise<{ trace: InvestigationTrace; created: boolean }> {
    return inTransaction(this.#knex, tx => createTrace(tx, options));
  }

  async list(options: { incidentKey: string }): Promise<InvestigationTrace[]> {
    return listTraces(this.#knex, options);
  }
}
