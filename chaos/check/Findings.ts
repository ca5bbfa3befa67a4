import type { Knex } from 'knex';
import type { Entry, Ledger } from '../Ledger';

/** What the ledger and the product disagree on, each in words. */
export class Findings {
  /** Acknowledged, and not there. */
  readonly lost: string[] = [];
  /** There more often than it was asked for, or although it was refused. */
  readonly doubled: string[] = [];
  /** Not what its hash says. */
  readonly broken: string[] = [];
  /** Refused although it was done already, or although nothing forbids it. */
  readonly refused: string[] = [];
  /** Without an answer for long after the faults were over. */
  readonly neverAnswered: string[] = [];

  /** Compares how often something is there with what is known of its call. */
  count(entry: Entry, found: number, name: string): void {
    if (entry.outcome === 'acknowledged' && found < 1) this.lost.push(name);
    const most = entry.outcome === 'refused' ? 0 : 1;
    if (found > most) this.doubled.push(`${name}: ${found} times`);
    if (entry.refusal && found > 0)
      this.refused.push(`${name}, which is there: ${entry.refusal}`);
  }
}

/** Reads with the API, page by page. */
export type ReadApi = (path: string) => Promise<any>;

/** What is compared with what. */
export type Comparison = {
  ledger: Ledger;
  knex: Knex;
  read: ReadApi;
  findings: Findings;
};

/** Entries with the same key, in their order. */
export function groupBy<E>(
  entries: readonly E[],
  keyOf: (entry: E) => string,
): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}
