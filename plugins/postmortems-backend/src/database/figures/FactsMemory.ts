import type { Knex } from 'knex';
import {
  readChangedFacts,
  type FactsMark,
} from '../operations/metrics/readChangedFacts';
import { FactsTable } from './FactsTable';

/**
 * The facts of all incidents in the memory of this process, so that figures over years are told without a scan of the database's tables.
 * The database remains the only truth: before each reading everything that was committed since the one before is fetched, so that replicas
 * never differ and writers always find what they wrote.
 */
export class FactsMemory {
  readonly #knex: Knex;
  #table = new FactsTable();
  #mark: FactsMark | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @param compute - is given all incidents as of one moment, and keeps none of them */
  async read<T>(compute: (facts: FactsTable) => T): Promise<T> {
    await this.#catchUp();
    // In the same turn: what is known does not change meanwhile
    return compute(this.#table);
  }

  #catchUp(): Promise<void> {
    if (this.#next) return this.#next;
    if (!this.#running) return this.#start();
    // The one that runs may have looked before the caller's own write; all that come meanwhile share the one after it
    const start = () => this.#start();
    this.#next = this.#running.then(start, start);
    return this.#next;
  }

  #start(): Promise<void> {
    this.#next = undefined;
    this.#running = this.#fetch().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #fetch(): Promise<void> {
    // What a reading that fails has put is put again by the next one, as the mark stays where it was
    this.#mark = await readChangedFacts(this.#knex, {
      since: this.#mark,
      startAnew: () => {
        this.#mark = undefined;
        this.#table = new FactsTable();
      },
      put: (key, facts) => this.#table.put(key, facts),
    });
  }
}
