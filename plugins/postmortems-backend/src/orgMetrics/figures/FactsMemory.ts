import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  readChangedFacts,
  type FactsMark,
} from '../operations/readChangedFacts';
import { FactsTable } from './FactsTable';
import type { IncidentFacts } from './IncidentFacts';

const ignore = () => {};

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
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** @param compute - is given all incidents as of one moment, and keeps none of them */
  async read<T>(compute: (facts: FactsTable) => T): Promise<T> {
    await this.#catchUp();
    return this.#inTurn(() => compute(this.#table));
  }

  /** One after the other, with a turn for everything else that the process has to do in between. */
  #inTurn<T>(work: () => T): Promise<T> {
    const turn = this.#lastTurn.then(() => nextTurn()).then(work);
    this.#lastTurn = turn.then(ignore, ignore);
    return turn;
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

  /** What is known changes at once, at the end: nobody sees a part of it. */
  async #fetch(): Promise<void> {
    let anew: FactsTable | undefined;
    const changed: [key: string, facts: IncidentFacts | undefined][] = [];
    const mark = await readChangedFacts(this.#knex, {
      since: this.#mark,
      startAnew: () => {
        anew = new FactsTable();
      },
      put: (key, facts) => {
        if (anew) anew.put(key, facts);
        else changed.push([key, facts]);
      },
    });
    this.#table = anew ?? this.#table;
    for (const [key, facts] of changed) this.#table.put(key, facts);
    this.#mark = mark;
  }
}
