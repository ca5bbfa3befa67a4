import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { createIncident } from './operations/create';
import { listIncidents } from './operations/list';
import { readIncident, readIncidents } from './operations/read';
import { updateIncident } from './operations/update';
import { inTransaction } from '../platform/database/transaction';
import type {
  Actor,
  IncidentCriteria,
  IncidentStore,
  ListIncidentsOptions,
  Page,
} from '../platform/database/types';

/** Incidents in the plugin's database. */
export class DatabaseIncidentStore implements IncidentStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseIncidentStore {
    return new DatabaseIncidentStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(options: {
    incident: Incident;
    actor: Actor;
    readable?: IncidentCriteria;
    within?: IncidentCriteria;
  }): Promise<{ incident: Incident; created: boolean }> {
    return inTransaction(this.#knex, tx => createIncident(tx, options));
  }

  async get(options: {
    key: string;
    criteria?: IncidentCriteria;
  }): Promise<Incident> {
    return readIncident(this.#knex, options);
  }

  async getMany(options: {
    keys: readonly string[];
  }): Promise<Map<string, Incident>> {
    return readIncidents(this.#knex, options);
  }

  async list(options: ListIncidentsOptions): Promise<Page<Incident>> {
    return listIncidents(this.#knex, options);
  }

  async update(options: {
    key: string;
    criteria?: IncidentCriteria;
    actor: Actor;
    change: (current: Incident) => Incident;
  }): Promise<Incident> {
    return inTransaction(this.#knex, tx => updateIncident(tx, options));
  }
}
