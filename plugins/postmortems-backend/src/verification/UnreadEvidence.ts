import type {
  EvidenceFilter,
  Window,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceOutline } from '../evidence';
import type { Turns } from '../platform/Turns';

/** Kinds of which the timestamp is when it happened, whatever the payload says. */
const TIMED = new Set(['message', 'log', 'event']);

type Group = Omit<EvidenceOutline, 'id' | 'at' | 'bytes'> & { times: number[] };

/**
 * Evidence of a large incident that is not held in memory: enough to tell whether
 * any of it could have changed what was found in the rest.
 */
export class UnreadEvidence {
  readonly #ids = new Set<string>();
  readonly #groups = new Map<string, Group>();
  /** Whether something was looked for that could be among it; see `SealedFacts.watch`. */
  missed = false;

  /** @param nodes - ascending in time */
  static async of(
    nodes: Iterable<EvidenceOutline>,
    turns: Turns,
  ): Promise<UnreadEvidence> {
    const unread = new UnreadEvidence();
    for (const node of nodes) {
      unread.#add(node);
      await turns.next();
    }
    return unread;
  }

  private constructor() {}

  #add({ id, at, kind, sourceType, service }: EvidenceOutline): void {
    this.#ids.add(id);
    const key = `${sourceType} ${service} ${kind}`;
    const group = this.#groups.get(key);
    if (group) group.times.push(at);
    else this.#groups.set(key, { kind, sourceType, service, times: [at] });
  }

  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Whether a filter could select any of it. */
  mayMatch(
    { kind, sourceType, service, window }: EvidenceFilter,
    isSameService: (a: string, b: string) => boolean,
  ): boolean {
    return [...this.#groups.values()].some(
      group =>
        (!kind || group.kind === kind) &&
        (!sourceType || group.sourceType === sourceType) &&
        (!service || isSameService(service, group.service)) &&
        (!window ||
          !TIMED.has(group.kind) ||
          hasTimeWithin(group.times, window)),
    );
  }
}

/** @param times - ascending */
function hasTimeWithin(times: readonly number[], window: Window): boolean {
  const { from, to } = window;
  const start = from ? Date.parse(from.at) : -Infinity;
  const end = to ? Date.parse(to.at) + to.precisionMs : Infinity;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low < times.length && times[low] <= end;
}
