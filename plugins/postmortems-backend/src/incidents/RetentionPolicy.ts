import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import {
  severitySchema,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';

const PATH = 'postmortems.retention';
const DEFAULT = 'default';
const KEYS: readonly string[] = [DEFAULT, ...severitySchema.options];

type Rule = { name: string; duration: HumanDuration };

/** How long the text of incidents is kept after they were resolved, by severity. */
export class RetentionPolicy {
  readonly #rules: ReadonlyMap<string, Rule>;

  /** Throws `InputError` with the path of what is wrong and how to mend it. */
  static fromConfig(config: RootConfigService): RetentionPolicy {
    const rules = new Map<string, Rule>();
    const configured = config.getOptionalConfig(PATH);
    for (const key of configured?.keys() ?? []) {
      const path = `${PATH}.${key}`;
      if (!KEYS.includes(key)) {
        throw new InputError(
          `Configuration at ${path} is not known; there are ${KEYS.join(', ')}`,
        );
      }
      const duration = readDuration(config, path);
      rules.set(key, { name: `${path}: ${describe(duration)}`, duration });
    }
    return new RetentionPolicy(rules);
  }

  private constructor(rules: ReadonlyMap<string, Rule>) {
    this.#rules = rules;
  }

  get isEmpty(): boolean {
    return this.#rules.size === 0;
  }

  /**
   * Until when its text is kept, and by which rule; `undefined` without an end. What
   * was recorded later than it was resolved counts from then: a time that somebody
   * changed or imported must not erase it tonight.
   */
  of({
    severity,
    resolvedAt,
    createdAt,
    erased,
  }: Pick<Incident, 'severity' | 'resolvedAt' | 'createdAt' | 'erased'>):
    | { until: string; rule: string }
    | undefined {
    const rule = this.#rules.get(severity) ?? this.#rules.get(DEFAULT);
    if (!rule || !resolvedAt || erased) return undefined;
    const since = resolvedAt > createdAt ? resolvedAt : createdAt;
    return { until: addTo(since, rule.duration), rule: rule.name };
  }
}

function readDuration(config: RootConfigService, path: string): HumanDuration {
  let duration: HumanDuration;
  try {
    duration = readDurationFromConfig(config, { key: path });
  } catch (error) {
    throw new InputError(
      `Configuration at ${path} must be a duration such as { years: 7 } or { days: 730 }: ${
        toError(error).message
      }`,
    );
  }
  const start = new Date(0).toISOString();
  // A day at least: a slip must not erase what was resolved a moment ago
  if (addTo(start, duration) < addTo(start, { days: 1 })) {
    throw new InputError(`Configuration at ${path} must be a day or more`);
  }
  return duration;
}

/** As in “7 years” or “1 year, 6 months”. */
function describe(duration: HumanDuration): string {
  return Object.entries(duration)
    .map(([unit, count]) =>
      count === 1 ? `1 ${unit.replace(/s$/, '')}` : `${count} ${unit}`,
    )
    .join(', ');
}

/** Years and months by the calendar; the last day of a month stays in it. */
function addTo(time: string, duration: HumanDuration): string {
  const { years = 0, months = 0, weeks = 0, days = 0 } = duration;
  const { hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = duration;
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + 12 * years + months);
  const lastDay = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
  ).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  const rest =
    (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 +
    seconds * 1000 +
    milliseconds;
  return new Date(date.getTime() + rest).toISOString();
}
