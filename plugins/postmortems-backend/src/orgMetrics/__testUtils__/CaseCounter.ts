import type { OrgMetricIncident } from '@postmortems/backstage-plugin-postmortems-common';
import { DUE_SINCE, NOW } from './randomWrites';
import type { RawRows } from './rawRows';
import { minuteOf } from './recompute';

const DAY_MINUTES = 24 * 60;

type Parts = { numerator: string[]; rest: string[] };
type Previous = Record<string, OrgMetricIncident['previous']>;

/** Of what the store reports, what is counted. */
type Reported = {
  completion: Parts;
  repeats20: Parts & { previous: Previous };
  repeats90: Parts & { previous: Previous };
  timeToDraft: { earlier: number };
  notComparable: number;
  categories: Record<string, string[]>;
  coverage: Parts;
  items: { open: string[]; overdue: string[] };
};

/**
 * Counts how often each case occurs that the metrics have to get right. A case
 * that never occurs was not tested.
 */
export class CaseCounter {
  readonly #times = new Map<string, number>();

  /**
   * @param reported - to one who may read everything, and to an outsider, who
   * asked the same
   */
  add(raw: RawRows, reported: { machine: Reported; outsider: Reported }): void {
    const { machine, outsider } = reported;
    for (const { completion, repeats90, categories, ...one } of [
      machine,
      outsider,
    ]) {
      this.#count('repeats', repeats90.numerator.length);
      this.#count('completed', completion.numerator.length);
      this.#count('not comparable', one.notComparable);
      for (const basis of ['category', 'alert_name']) {
        this.#count(
          `repeats by ${basis}`,
          Object.values(repeats90.previous).filter(
            previous => previous?.basis === basis,
          ).length,
        );
      }
      this.#count('drafted before the end', one.timeToDraft.earlier);
      this.#count('overdue', one.items.overdue.length);
      this.#count('categories', Object.keys(categories).length);
      this.#count('covered', one.coverage.numerator.length);
    }
    const started = new Map(
      raw.incidents.map(one => [one.key, minuteOf(one.started_at)]),
    );
    const after = (previous: Previous, minutes: number) =>
      Object.entries(previous).filter(
        ([key, one]) =>
          started.get(key)! - started.get(one!.incidentKey)! === minutes,
      ).length;
    const { repeats20, repeats90 } = machine;
    for (const [days, { previous }] of [
      [0, repeats90],
      [20, repeats20],
      [90, repeats90],
    ] as const) {
      this.#count(
        `repeats after exactly ${days} days`,
        after(previous, days * DAY_MINUTES),
      );
    }
    this.#count(
      'repeats after 20 days and a minute',
      after(repeats90.previous, 20 * DAY_MINUTES + 1),
    );
    this.#count(
      'repeats of what an outsider does not see',
      Object.entries(outsider.repeats90.previous).filter(
        ([key, one]) =>
          one!.incidentKey !== repeats90.previous[key]!.incidentKey,
      ).length,
    );
    const { numerator, rest } = machine.completion;
    const due = new Set([...numerator, ...rest]);
    this.#count(
      'due since this moment',
      raw.incidents.filter(
        one => due.has(String(one.key)) && one.resolved_at === DUE_SINCE,
      ).length,
    );
    this.#count(
      'items due at this moment',
      raw.items.filter(
        one =>
          one.due_at === NOW &&
          machine.items.open.includes(`${one.postmortem_id}/${one.id}`),
      ).length,
    );
  }

  /** Names of what never happened. */
  missing(): string[] {
    return [...this.#times].filter(([, n]) => n === 0).map(([name]) => name);
  }

  #count(name: string, n: number): void {
    this.#times.set(name, (this.#times.get(name) ?? 0) + n);
  }
}
