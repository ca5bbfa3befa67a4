import {
  ACTION_ITEM_STATES_BY_STATUS,
  type ActionItemState,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentFacts } from '../IncidentFacts';
import { Numbers } from './Numbers';
import { Vocabulary } from './Words';

/** What action items are counted as; those that are overdue are open. */
export const STATUSES = ['proposed', 'open', 'closed', 'dropped'] as const;
export type CountedAs = (typeof STATUSES)[number];
export const OPEN = STATUSES.indexOf('open');
export const CLOSED = STATUSES.indexOf('closed');

const statusOf = new Map<ActionItemState, number>(
  STATUSES.flatMap((status, number) =>
    ACTION_ITEM_STATES_BY_STATUS[status].map(state => [state, number] as const),
  ),
);

/** Stands for nobody among the owners, which are refs. */
const NOBODY = '';

const count = (items: IncidentFacts['items'], status: number) =>
  items.filter(({ state }) => statusOf.get(state) === status).length;

/** Action items of each row: those of a row are next to each other in columns of their own. */
export class Items {
  readonly #owners = new Vocabulary();
  /** How many a row has of each status. */
  readonly counts: Readonly<Record<CountedAs, Numbers>> = {
    proposed: new Numbers(),
    open: new Numbers(),
    closed: new Numbers(),
    dropped: new Numbers(),
  };
  #first = new Numbers();
  readonly #count = new Numbers();
  #status = new Numbers();
  #owner = new Numbers();
  #due = new Numbers();
  #end = 0;
  #unused = 0;

  set(row: number, items: IncidentFacts['items']): void {
    this.#unused += this.#count.at(row) || 0;
    this.#first.set(row, this.#end);
    this.#count.set(row, items.length);
    STATUSES.forEach((status, number) =>
      this.counts[status].set(row, count(items, number)),
    );
    for (const { state, owner, dueAt } of items) {
      this.#append(
        statusOf.get(state)!,
        this.#owners.numberOf(owner ?? NOBODY),
        dueAt ? Date.parse(dueAt) : Infinity,
      );
    }
  }

  #append(status: number, owner: number, due: number): void {
    this.#status.set(this.#end, status);
    this.#owner.set(this.#end, owner);
    this.#due.set(this.#end, due);
    this.#end += 1;
  }

  /** The place of the row's first item, … */
  firstOf(row: number): number {
    return this.#first.at(row);
  }

  /** … and that after its last one. */
  endOf(row: number): number {
    return this.#first.at(row) + this.#count.at(row);
  }

  /** Index into `STATUSES`. */
  statusAt(place: number): number {
    return this.#status.at(place);
  }

  /** Whether it is open and was to be done before a time, in milliseconds since 1970. */
  isOverdueAt(place: number, time: number): boolean {
    return this.#status.at(place) === OPEN && this.#due.at(place) < time;
  }

  /** Number of the owner, below `owners`. */
  ownerAt(place: number): number {
    return this.#owner.at(place);
  }

  get owners(): number {
    return this.#owners.size;
  }

  /** Ref of an owner; nobody's when there is none. */
  ownerOf(number: number): string | undefined {
    return this.#owners.wordOf(number) || undefined;
  }

  /** Gives back the places of items that have been replaced, once they are the most. */
  tidy(rows: number): void {
    if (this.#unused <= this.#end / 2) return;
    const first = this.#first;
    const status = this.#status;
    const owner = this.#owner;
    const due = this.#due;
    this.#first = new Numbers();
    this.#status = new Numbers();
    this.#owner = new Numbers();
    this.#due = new Numbers();
    this.#end = 0;
    this.#unused = 0;
    for (let row = 0; row < rows; row++) {
      const from = first.at(row);
      this.#first.set(row, this.#end);
      for (let place = from; place < from + this.#count.at(row); place++) {
        this.#append(status.at(place), owner.at(place), due.at(place));
      }
    }
  }
}
