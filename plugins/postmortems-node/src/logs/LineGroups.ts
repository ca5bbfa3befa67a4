import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';

/** Equal lines within this time, by the clock, are one fact; in milliseconds. @public */
export const LINE_BUCKET_MS = 5 * 60_000;
const MAX_ORIGINS = 20;

/** A log line. @public */
export interface LogLine {
  at: Date;
  /** Entity ref, or the name that the source uses. */
  service: string;
  level?: string;
  message: string;
  /** Where in the service it was written, such as a pod. */
  origin?: string;
}

/** Equal lines of five minutes. @public */
export interface LineGroup {
  service: string;
  level?: string;
  message: string;
  first: Date;
  last: Date;
  count: number;
  /** The first ones, sorted. */
  origins: string[];
}

/** Puts equal lines of five minutes together. @public */
export class LineGroups {
  readonly #groups = new Map<string, LineGroup>();

  /** @returns the group that the line is in */
  add({ at, origin, ...line }: LogLine): LineGroup {
    return this.#put({
      ...line,
      first: at,
      last: at,
      count: 1,
      origins: origin === undefined ? [] : [origin],
    });
  }

  /** Adds what was counted elsewhere. */
  merge(group: LineGroup): LineGroup {
    return this.#put({ ...group });
  }

  /** In the order in which they came. */
  get all(): LineGroup[] {
    return [...this.#groups.values()];
  }

  #put(added: LineGroup): LineGroup {
    const key = lineGroupKey(added);
    const known = this.#groups.get(key);
    if (!known) {
      this.#groups.set(key, added);
      return added;
    }
    known.count += added.count;
    if (added.first < known.first) known.first = added.first;
    if (added.last > known.last) known.last = added.last;
    known.origins = [...new Set([...known.origins, ...added.origins])]
      .sort()
      .slice(0, MAX_ORIGINS);
    return known;
  }
}

/** A hash that is the same for equal lines of five minutes. @public */
export function lineGroupKey(group: Omit<LineGroup, 'last' | 'count'>): string {
  const { first, level, service, message } = group;
  const bucket = Math.floor(first.getTime() / LINE_BUCKET_MS);
  return digest(JSON.stringify([bucket, level, service, message]));
}

/**
 * A group as evidence. It has no id: a late line makes another node, with the same
 * correlation id.
 *
 * @public
 */
export function lineGroupEvidence(
  group: LineGroup,
  provider: string,
): SubmitEvidenceNode {
  const { level, service, message, first, last, count, origins } = group;
  return {
    sourceType: 'telemetry',
    provider,
    timestamp: first.toISOString(),
    metadata: {
      service,
      correlationId: `log:${digest(`${level}\n${service}\n${message}`)}`,
    },
    payload: {
      kind: 'log',
      ...(level && { level }),
      message,
      count,
      ...(count > 1 && { until: last.toISOString() }),
      ...(origins.length > 0 && { origins }),
    },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
