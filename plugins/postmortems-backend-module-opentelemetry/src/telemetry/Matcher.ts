import {
  fitsAny,
  type OngoingIncident,
} from '@postmortems/backstage-plugin-postmortems-node';
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
  readonly #environments: readonly string[];

  static async create(options: {
    incidents: readonly OngoingIncident[];
    block: TelemetryConfig;
    /** Names of a service in monitoring. */
    namesOf: (ref: string) => Promise<string[]>;
  }): Promise<Matcher> {
    const { incidents, block, namesOf } = options;
    const watched = new Map<string, Watched[]>();
    const refs = [...new Set(incidents.flatMap(({ services }) => services))];
    const names = new Map(
      await Promise.all(
        refs.map(async ref => [ref, await namesOf(ref)] as const),
      ),
    );
    for (const incident of incidents) {
      const window = windowOf(incident, block);
      for (const ref of new Set(incident.services)) {
        for (const name of names.get(ref) ?? []) {
          const known = watched.get(keyOf(name)) ?? [];
          known.push({ ref, incident: incident.key, ...window });
          watched.set(keyOf(name), known);
        }
      }
    }
    return new Matcher(watched, block.environments);
  }

  private constructor(
    watched: ReadonlyMap<string, Watched[]>,
    environments: readonly string[],
  ) {
    this.#watched = watched;
    this.#environments = environments;
  }

  /** Whether a record may be of an incident, whenever it is. */
  isWatched(of: NamedService): boolean {
    return this.#watchedFor(of).length > 0;
  }

  /** Keys of the incidents, by the service that they have in common with it. */
  match(of: NamedService, at: Date): Map<string, string[]> {
    const found = new Map<string, string[]>();
    const time = at.getTime();
    for (const { ref, incident, from, to } of this.#watchedFor(of)) {
      if (time < from || time > to) continue;
      const known = found.get(ref) ?? [];
      if (!known.includes(incident)) known.push(incident);
      found.set(ref, known);
    }
    return found;
  }

  #watchedFor({ name, namespace, environment }: NamedService): Watched[] {
    if (environment && !fitsAny(environment, this.#environments)) return [];
    // `billing/api` is not another service's `api` where both are watched
    const whole = namespace && this.#watched.get(keyOf(`${namespace}/${name}`));
    return whole || (this.#watched.get(keyOf(name)) ?? []);
  }
}

function keyOf(name: string): string {
  return name.toLocaleLowerCase('en-US');
}
