import {
  ACTION_ITEM_STATES_OF,
  type ActionItemState,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentFacts } from './IncidentFacts';

const MINUTE_MS = 60_000;

/** Facts as figures go through them: years of incidents, thousands of times a second. */
export type KnownIncident = Omit<IncidentFacts, 'items' | 'resolvedAt'> & {
  key: string;
  /** Since 1970; seconds do not count. */
  startedMinute: number;
  /** Milliseconds since 1970; infinite while the incident lasts. */
  resolvedTime: number;
  items: readonly KnownItem[];
};

/** What action items are counted as; those that are overdue are open. */
const COUNTED_AS = ['proposed', 'open', 'closed', 'dropped'] as const;
export type CountedAs = (typeof COUNTED_AS)[number];

const countedAs = new Map<ActionItemState, CountedAs>(
  COUNTED_AS.flatMap(status =>
    ACTION_ITEM_STATES_OF[status].map(state => [state, status] as const),
  ),
);

export type KnownItem = {
  status: CountedAs;
  owner: string | null;
  /** Milliseconds since 1970; infinite without a date. */
  dueTime: number;
};

/**
 * Makes incidents of facts. Refs, and lists of them, are few and repeated by many incidents: each is kept once. They
 * are never forgotten, which is little.
 */
export class KnownIncidents {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  from(key: string, facts: IncidentFacts): KnownIncident {
    const { resolvedAt, items, ...others } = facts;
    return {
      ...others,
      key,
      severity: this.#text(facts.severity),
      visibility: this.#text(facts.visibility),
      createdBy: this.#text(facts.createdBy),
      services: this.#list(facts.services),
      participants: this.#list(facts.participants),
      themes: this.#list(facts.themes),
      startedMinute: Math.floor(Date.parse(facts.startedAt) / MINUTE_MS),
      resolvedTime: resolvedAt ? Date.parse(resolvedAt) : Infinity,
      items: items.map(({ state, owner, dueAt }) => ({
        status: countedAs.get(state)!,
        owner: owner && this.#text(owner),
        dueTime: dueAt ? Date.parse(dueAt) : Infinity,
      })),
    };
  }

  #text<T extends string>(text: T): T {
    const known = this.#texts.get(text);
    if (known !== undefined) return known as T;
    this.#texts.set(text, text);
    return text;
  }

  #list<T extends string>(list: readonly T[]): T[] {
    const name = list.join('\n');
    const known = this.#lists.get(name);
    if (known) return known as T[];
    const kept = list.map(text => this.#text(text));
    this.#lists.set(name, kept);
    return kept;
  }
}
