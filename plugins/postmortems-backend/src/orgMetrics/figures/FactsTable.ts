import type {
  Incident,
  Severity,
  Theme,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Items } from './columns/Items';
import { Numbers } from './columns/Numbers';
import { WordLists } from './columns/WordLists';
import { Words } from './columns/Words';
import { countBefore } from './countBefore';
import type { IncidentFacts } from './IncidentFacts';

const MINUTE_MS = 60_000;

/**
 * Facts in columns. Figures go through years of incidents for each request; column by column these lie side by side in memory, where
 * objects would be spread over it.
 */
export class FactsTable {
  readonly #rows = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #startedAt: string[] = [];
  /** Keys of incidents without facts. */
  readonly #missing = new Set<string>();
  /** Rows in the order of the incidents' start, then of their keys. */
  readonly #ordered: number[] = [];

  readonly severity = new Words<Severity>();
  readonly visibility = new Words<Incident['visibility']>();
  readonly createdBy = new Words();
  readonly services = new WordLists();
  readonly participants = new WordLists();
  readonly themes = new WordLists<Theme>();
  /** Since 1970; seconds do not count. */
  readonly startedMinute = new Numbers();
  /** Milliseconds since 1970; infinite while the incident lasts. */
  readonly resolvedTime = new Numbers();
  /** 1 or 0. */
  readonly hasPostmortem = new Numbers();
  readonly published = new Numbers();
  /** `NaN` when either end is missing; negative when it came before the end of the incident. */
  readonly minutesToResolve = new Numbers();
  readonly minutesToDraft = new Numbers();
  readonly minutesToReview = new Numbers();
  /** Sentences that evidence coverage is about, … */
  readonly claims = new Numbers();
  /** … and how many have each verdict. */
  readonly verdicts: Readonly<Record<Verdict, Numbers>> = {
    supported: new Numbers(),
    partial: new Numbers(),
    unsupported: new Numbers(),
    contradicted: new Numbers(),
    attested: new Numbers(),
  };
  readonly items = new Items();

  /** Incidents that there are. */
  get size(): number {
    return this.#ordered.length;
  }

  /** Whether there are facts of every incident. */
  get isComplete(): boolean {
    return this.#missing.size === 0;
  }

  keyOf(row: number): string {
    return this.#keys[row];
  }

  startedAt(row: number): string {
    return this.#startedAt[row];
  }

  /** Puts facts in place of those of the same incident; `undefined` when there are none for now. Cheapest in the order of start. */
  put(key: string, facts: IncidentFacts | undefined): void {
    const before = this.#rows.get(key);
    const moved =
      before === undefined || this.#startedAt[before] !== facts?.startedAt;
    if (before !== undefined && moved) {
      this.#ordered.splice(this.#placeOf(this.#startedAt[before], key), 1);
    }
    if (!facts) {
      this.#rows.delete(key);
      this.#missing.add(key);
      return;
    }
    this.#missing.delete(key);
    const row = before ?? this.#keys.length;
    this.#rows.set(key, row);
    this.#write(row, key, facts);
    if (moved) {
      this.#ordered.splice(this.#placeOf(facts.startedAt, key), 0, row);
    }
    this.items.tidy(this.#keys.length);
  }

  /** Rows of incidents that started in a period: from, inclusive, to, exclusive; in the order of their start. */
  between(from: string | undefined, to: string | undefined): number[] {
    return this.#ordered.slice(
      from === undefined ? 0 : this.#placeOf(from, ''),
      to === undefined ? this.size : this.#placeOf(to, ''),
    );
  }

  #write(row: number, key: string, facts: IncidentFacts): void {
    this.#keys[row] = key;
    this.#startedAt[row] = facts.startedAt;
    this.severity.set(row, facts.severity);
    this.visibility.set(row, facts.visibility);
    this.createdBy.set(row, facts.createdBy);
    this.services.set(row, facts.services);
    this.participants.set(row, facts.participants);
    this.themes.set(row, facts.themes);
    this.startedMinute.set(
      row,
      Math.floor(Date.parse(facts.startedAt) / MINUTE_MS),
    );
    this.resolvedTime.set(
      row,
      facts.resolvedAt ? Date.parse(facts.resolvedAt) : Infinity,
    );
    this.hasPostmortem.set(row, Number(facts.hasPostmortem));
    this.published.set(row, Number(facts.published));
    this.minutesToResolve.set(row, facts.minutesToResolve ?? NaN);
    this.minutesToDraft.set(row, facts.minutesToDraft ?? NaN);
    this.minutesToReview.set(row, facts.minutesToReview ?? NaN);
    let claims = 0;
    for (const [verdict, count] of Object.entries(facts.verdicts)) {
      this.verdicts[verdict as Verdict].set(row, count);
      claims += count;
    }
    this.claims.set(row, claims);
    this.items.set(row, facts.items);
  }

  /** How many come before a start and key. Times are equally wide, so that their order as text is their order in time. */
  #placeOf(startedAt: string, key: string): number {
    return countBefore(this.#ordered.length, index => {
      const row = this.#ordered[index];
      const order =
        byText(this.#startedAt[row], startedAt) || byText(this.#keys[row], key);
      return order < 0;
    });
  }
}

/** In the order of code units, as the databases have it. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
