import type { KnownIncident } from './KnownIncident';

type Place = Pick<KnownIncident, 'startedAt' | 'key'>;

/** Beyond this many it is faster to sort everything than to find the place of each. */
const ONE_BY_ONE = 500;

/** Incidents in the order of their start, then of their keys. */
export class ByStart {
  readonly #byKey = new Map<string, KnownIncident>();
  #ordered: KnownIncident[] = [];

  get size(): number {
    return this.#ordered.length;
  }

  /** Puts incidents in place of those with the same keys; `undefined` takes one out. */
  put(changed: ReadonlyMap<string, KnownIncident | undefined>): void {
    const few = changed.size <= ONE_BY_ONE;
    for (const [key, incident] of changed) {
      const before = this.#byKey.get(key);
      if (few && before) this.#ordered.splice(this.#indexOf(before), 1);
      if (incident) this.#byKey.set(key, incident);
      else this.#byKey.delete(key);
      if (few && incident) {
        this.#ordered.splice(this.#indexOf(incident), 0, incident);
      }
    }
    if (!few) this.#ordered = [...this.#byKey.values()].sort(byStart);
  }

  /** Those that started in a period: from, inclusive, to, exclusive. */
  between(from: string | undefined, to: string | undefined): KnownIncident[] {
    const start =
      from === undefined ? 0 : this.#indexOf({ startedAt: from, key: '' });
    const end =
      to === undefined ? this.size : this.#indexOf({ startedAt: to, key: '' });
    return this.#ordered.slice(start, end);
  }

  get(key: string): KnownIncident | undefined {
    return this.#byKey.get(key);
  }

  /** How many come before a place. */
  #indexOf(place: Place): number {
    let low = 0;
    let high = this.#ordered.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (byStart(this.#ordered[middle], place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Times are equally wide, so that their order as text is their order in time. */
export function byStart(a: Place, b: Place): number {
  return byText(a.startedAt, b.startedAt) || byText(a.key, b.key);
}

/** In the order of code units, as the databases have it. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
