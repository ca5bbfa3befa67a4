import type {
  Retrospective,
  RetrospectiveSummary,
  ReviewedRevision,
  Revision,
  WrittenFrom,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { changedSinceWritten } from './operations/retrospective/changedSinceWritten';
import { listRetrospectives } from './operations/retrospective/list';
import { listPublicContents } from './operations/retrospective/listPublicContents';
import { listRevisions } from './operations/retrospective/listRevisions';
import { listUnverified } from './operations/retrospective/listUnverified';
import { markVerified } from './operations/retrospective/markVerified';
import {
  findRetrospective,
  readRevision,
  readRetrospective,
} from './operations/retrospective/read';
import { saveRevision } from './operations/retrospective/saveRevision';
import { setStatus } from './operations/retrospective/setStatus';
import { inTransaction } from './transaction';
import type {
  IncidentCriteria,
  ListRetrospectivesOptions,
  Page,
  PageRequest,
  RetrospectiveStore,
  RetrospectiveWithContent,
  Verified,
} from './types';

/** Retrospectives and their revisions in the plugin's database. */
export class DatabaseRetrospectiveStore implements RetrospectiveStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseRetrospectiveStore {
    return new DatabaseRetrospectiveStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async saveRevision(
    options: Parameters<RetrospectiveStore['saveRevision']>[0],
  ): Promise<{ retrospective: Retrospective; created: boolean }> {
    return inTransaction(this.#knex, tx => saveRevision(tx, options));
  }

  async listUnverified(options: {
    version: string;
    before: string;
    limit: number;
  }): Promise<{ id: string; incidentKey: string }[]> {
    return listUnverified(this.#knex, options);
  }

  async markVerified(options: {
    id: string;
    verified: Verified;
  }): Promise<void> {
    return markVerified(this.#knex, options);
  }

  async get(options: {
    id: string;
    criteria?: IncidentCriteria;
  }): Promise<Retrospective> {
    return readRetrospective(this.#knex, options);
  }

  async findByIncident(options: {
    incidentKey: string;
  }): Promise<Retrospective | undefined> {
    return findRetrospective(this.#knex, options);
  }

  async changedSinceWritten(options: { id: string }): Promise<WrittenFrom[]> {
    return changedSinceWritten(this.#knex, options);
  }

  async getRevision(options: {
    id: string;
    revision: number;
  }): Promise<Revision> {
    const { id, revision } = options;
    return readRevision(this.#knex, { id, revision });
  }

  async setStatus(
    options: Parameters<RetrospectiveStore['setStatus']>[0],
  ): Promise<Retrospective> {
    return inTransaction(this.#knex, tx => setStatus(tx, options));
  }

  async list(
    options: ListRetrospectivesOptions,
  ): Promise<Page<RetrospectiveSummary>> {
    return listRetrospectives(this.#knex, options);
  }

  async listPublicContents(
    options: PageRequest & { criteria?: IncidentCriteria },
  ): Promise<Page<RetrospectiveWithContent>> {
    return listPublicContents(this.#knex, options);
  }

  async listRevisions(
    options: PageRequest & { id: string },
  ): Promise<Page<ReviewedRevision>> {
    return listRevisions(this.#knex, options);
  }
}
