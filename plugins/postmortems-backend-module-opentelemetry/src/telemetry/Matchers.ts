import type { OngoingIncident } from '@postmortems/backstage-plugin-postmortems-node';
import type { TelemetryConfig } from '../config/telemetryConfig';
import { Matcher } from './Matcher';

/**
 * One matcher of a block for each list of incidents, which is read anew every few
 * seconds: an exporter that calls many times a second asks the catalog no more often.
 */
export class Matchers {
  readonly #namesOf: (ref: string) => Promise<string[]>;
  readonly #made = new WeakMap<
    readonly OngoingIncident[],
    Map<TelemetryConfig, Promise<Matcher>>
  >();

  constructor(options: { namesOf: (ref: string) => Promise<string[]> }) {
    this.#namesOf = options.namesOf;
  }

  get(
    incidents: readonly OngoingIncident[],
    block: TelemetryConfig,
  ): Promise<Matcher> {
    const ofList = this.#made.get(incidents) ?? new Map();
    this.#made.set(incidents, ofList);
    const known = ofList.get(block);
    if (known) return known;
    const namesOf = this.#namesOf;
    const matcher = Matcher.create({ incidents, block, namesOf });
    ofList.set(block, matcher);
    // The catalog may answer the next time
    matcher.catch(() => ofList.delete(block));
    return matcher;
  }
}
