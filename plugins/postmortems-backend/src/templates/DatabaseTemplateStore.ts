import type { PostmortemTemplate } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { readNewestTemplate } from './operations/read';
import { saveTemplate } from './operations/save';
import { inTransaction } from '../platform/database/transaction';
import type { TemplateStore } from '../platform/database/types';

/** Every content that each template version has had, in the plugin's database. */
export class DatabaseTemplateStore implements TemplateStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseTemplateStore {
    return new DatabaseTemplateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(options: {
    template: PostmortemTemplate;
    source: string;
  }): Promise<void> {
    await inTransaction(this.#knex, tx => saveTemplate(tx, options));
  }

  async get(options: {
    version: string;
  }): Promise<PostmortemTemplate | undefined> {
    const row = await readNewestTemplate(this.#knex, options);
    return row && JSON.parse(row.content);
  }
}
