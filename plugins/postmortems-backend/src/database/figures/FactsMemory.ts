import type { Knex } from 'knex';
import {
  readChangedFacts,
  type FactsMark,
} from '../operations/metrics/readChangedFacts';
import { ByStart } from './ByStart';
import { KnownIncidents } from './KnownIncident';

/**
 * The facts of all incidents in the memory of this process, about half a kilobyte each, so that figures over years are told without a
 * scan of tables. The database remains the only truth: before each reading everything that was committed since the one before is
 * fetched, so that replicas never differ and writers always find what they wrote.
 */
export class FactsMemory {
  readonly #knex: Knex;
  readonly #known = new KnownIncidents();
  #incidents = new ByStart();
  #mark: FactsMark | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @param compute - is given all incidents as of one moment, and keeps none of them */
  async read<T>(compute: (incidents: ByStart) => T): Promise<T> {
    await this.#catchUp();
    // In the same turn: what is known does not change meanwhile
    return compute(this.#incidents);
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
    const { mark, everything, changed } = await readChangedFacts(this.#knex, {
      since: this.#mark,
      toEntry: (key, facts) => this.#known.from(key, facts),
    });
    if (everything) this.#incidents = new ByStart();
    this.#incidents.put(changed);
    this.#mark = mark;
  }
}
