import type {
  Postmortem,
  PostmortemSummary,
  ReviewedRevision,
  Revision,
  PostmortemInput,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { changedSinceDrafted } from './operations/changedSinceDrafted';
import { listPostmortems } from './operations/list';
import { listPublicContents } from './operations/listPublicContents';
import { listRevisions } from './operations/listRevisions';
import { listUnverified } from './operations/listUnverified';
import { markVerified } from './operations/markVerified';
import {
  findPostmortem,
  readRevision,
  readPostmortem,
} from './operations/read';
import { contentMetricsOf } from '../orgMetrics';
import { saveRevision } from './operations/saveRevision';
import { setStatus } from './operations/setStatus';
import { inTransaction } from '../platform/database/transaction';
import type {
  IncidentCriteria,
  ListPostmortemsOptions,
  Page,
  PageRequest,
  PostmortemStore,
  PostmortemWithContent,
  Verified,
} from '../platform/database/types';

/** Postmortems and their revisions in the plugin's database. */
export class DatabasePostmortemStore implements PostmortemStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabasePostmortemStore {
    return new DatabasePostmortemStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async saveRevision(
    options: Parameters<PostmortemStore['saveRevision']>[0],
  ): Promise<{ postmortem: Postmortem; created: boolean }> {
    const contentMetrics = contentMetricsOf(options.revision.content);
    return inTransaction(this.#knex, tx =>
      saveRevision(tx, { ...options, contentMetrics }),
    );
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
  }): Promise<Postmortem> {
    return readPostmortem(this.#knex, options);
  }

  async findByIncident(options: {
    incidentKey: string;
  }): Promise<Postmortem | undefined> {
    return findPostmortem(this.#knex, options);
  }

  async changedSinceDrafted(options: {
    id: string;
  }): Promise<PostmortemInput[]> {
    return changedSinceDrafted(this.#knex, options);
  }

  async getRevision(options: {
    id: string;
    revision: number;
  }): Promise<Revision> {
    const { id, revision } = options;
    return readRevision(this.#knex, { id, revision });
  }

  async setStatus(
    options: Parameters<PostmortemStore['setStatus']>[0],
  ): Promise<Postmortem> {
    return inTransaction(this.#knex, tx => setStatus(tx, options));
  }

  async list(
    options: ListPostmortemsOptions,
  ): Promise<Page<PostmortemSummary>> {
    return listPostmortems(this.#knex, options);
  }

  async listPublicContents(
    options: PageRequest & { criteria?: IncidentCriteria },
  ): Promise<Page<PostmortemWithContent>> {
    return listPublicContents(this.#knex, options);
  }

  async listRevisions(
    options: PageRequest & { id: string },
  ): Promise<Page<ReviewedRevision>> {
    return listRevisions(this.#knex, options);
  }
}
