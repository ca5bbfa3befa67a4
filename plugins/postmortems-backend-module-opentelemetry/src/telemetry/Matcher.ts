import type { OngoingIncident } from '@postmortems/backstage-plugin-postmortems-node';
import type { TelemetryConfig } from '../config/telemetryConfig';
import type { NamedService } from '../otlp/resource';
import { windowOf } from './windowOf';

type Watched = { ref: string; incident: string; from: number; to: number };

/**
 * Finds the incidents that a record is of: they go on at its time, and have the
 * service that its resource names.
 */
export class Matcher {
  readonly #watched: ReadonlyMap<string, Watched[]>;

  static async create(options: {
    incidents: readonly OngoingIncident[];
    block: TelemetryConfig;
    /** Names of a service in monitoring. */
    namesOf: (ref: string) => Promise<string[]>;
  }): Promise<Matcher> {
    const { incidents, block, namesOf } = options;
    const watched = new Map<string, Watched[]>();
    for (const incident of incidents) {
      const window = windowOf(incident, block);
      for (const ref of new Set(incident.services)) {
        for (const name of await namesOf(ref)) {
          const known = watched.get(keyOf(name)) ?? [];
          known.push({ ref, incident: incident.key, ...window });
          watched.set(keyOf(name), known);
        }
      }
    }
    return new Matcher(watched);
  }

  private constructor(watched: ReadonlyMap<string, Watched[]>) {
    this.#watched = watched;
  }

  /** Keys of the incidents, by the service that they have in common with it. */
  match({ name, namespace }: NamedService, at: Date): Map<string, string[]> {
    const found = new Map<string, string[]>();
    const time = at.getTime();
    for (const one of new Set([
      name,
      ...(namespace ? [`${namespace}/${name}`] : []),
    ])) {
      for (const { ref, incident, from, to } of this.#watched.get(keyOf(one)) ??
        []) {
        if (time < from || time > to) continue;
        const known = found.get(ref) ?? [];
        if (!known.includes(incident)) known.push(incident);
        found.set(ref, known);
      }
    }
    return found;
  }
}

function keyOf(name: string): string {
  return name.toLocaleLowerCase('en-US');
}
