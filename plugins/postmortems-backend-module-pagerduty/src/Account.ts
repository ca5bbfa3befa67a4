import type { CatalogUsers } from '@postmortems/backstage-plugin-postmortems-node';
import { PagerDutyApi } from './api/PagerDutyApi';
import { People } from './catalog/People';
import type { ServiceDirectory } from './catalog/ServiceDirectory';
import type { PagerDutyConfig } from './config/config';

/** An account of PagerDuty: a block of the configuration, and what is asked by it. */
export class Account {
  readonly block: PagerDutyConfig;
  readonly services: ServiceDirectory;
  readonly #users: Pick<CatalogUsers, 'find'>;

  constructor(options: {
    block: PagerDutyConfig;
    services: ServiceDirectory;
    users: Pick<CatalogUsers, 'find'>;
  }) {
    this.block = options.block;
    this.services = options.services;
    this.#users = options.users;
  }

  /** For one piece of work; without a key there is no API. */
  session(signal: AbortSignal): {
    api: PagerDutyApi | undefined;
    people: People;
  } {
    const { block } = this;
    const api = block.token ? new PagerDutyApi({ block, signal }) : undefined;
    return { api, people: new People({ users: this.#users, api }) };
  }
}
