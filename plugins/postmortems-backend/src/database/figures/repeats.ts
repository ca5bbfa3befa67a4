import {
  REPEAT_DAYS,
  type Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Figures, FiguresOptions } from '../types';
import { byStart, byText, type ByStart } from './ByStart';
import { inScope } from './inScope';
import type { KnownIncident } from './KnownIncident';

const DAY_MINUTES = 24 * 60;
const LONGEST_MINUTES = Math.max(...REPEAT_DAYS) * DAY_MINUTES;
const MINUTE_MS = 60_000;

/** An incident before another one, of the same service and the same theme. */
export type Previous = {
  incident: KnownIncident;
  serviceRef: string;
  theme: Theme;
};

/** An incident that has a theme, and the nearest one before it; none when that was longer ago than any figure counts. */
export type Repeatable = {
  incident: KnownIncident;
  previous: Previous | undefined;
  /** Minutes since the one before. */
  gap: number;
};

/**
 * The incidents of the scope that can be repeats of others, in the order of their start. What is asked for narrows which incidents these
 * are, not which came before them: those are all that the reader may see. With services in the scope it is these services that have to be
 * the same.
 */
export function repeatablesOf(
  incidents: ByStart,
  options: FiguresOptions,
): Repeatable[] {
  const { from, to, services, severities, criteria } = options;
  const back = new Date(Date.parse(from) - LONGEST_MINUTES * MINUTE_MS);
  const wanted = services && new Set(services);
  // By service and theme the last one so far
  const series = new Map<string, Map<Theme, KnownIncident>>();
  const repeatables: Repeatable[] = [];
  for (const incident of inScope(incidents, {
    from: back.toISOString(),
    to,
    services,
    criteria,
  })) {
    if (incident.themes.length === 0) continue;
    const counts =
      incident.startedAt >= from &&
      (!severities || severities.includes(incident.severity));
    let previous: Previous | undefined;
    for (const serviceRef of incident.services) {
      if (wanted && !wanted.has(serviceRef)) continue;
      let last = series.get(serviceRef);
      if (!last) series.set(serviceRef, (last = new Map()));
      for (const theme of incident.themes) {
        const before = last.get(theme);
        if (
          counts &&
          before &&
          minutesSince(before, incident) <= LONGEST_MINUTES
        ) {
          const candidate = { incident: before, serviceRef, theme };
          if (!previous || comesFirst(candidate, previous))
            previous = candidate;
        }
        last.set(theme, incident);
      }
    }
    if (counts) {
      const gap = previous
        ? minutesSince(previous.incident, incident)
        : Infinity;
      repeatables.push({ incident, previous, gap });
    }
  }
  return repeatables;
}

/** Whether an incident is a repeat within so many days. */
export function isRepeat({ gap }: Repeatable, days: number): boolean {
  return gap <= days * DAY_MINUTES;
}

export function countRepeats(
  repeatables: readonly Repeatable[],
): Figures['repeats'] {
  const within = (days: number) =>
    repeatables.filter(one => isRepeat(one, days)).length;
  return {
    incidents: repeatables.length,
    within20: within(20),
    within90: within(90),
  };
}

function minutesSince(before: KnownIncident, incident: KnownIncident): number {
  return incident.startedMinute - before.startedMinute;
}

/** Of several the latest; of several reasons why it is one, the first by name. */
function comesFirst(one: Previous, other: Previous): boolean {
  const order =
    byStart(other.incident, one.incident) ||
    byText(one.theme, other.theme) ||
    byText(one.serviceRef, other.serviceRef);
  return order < 0;
}
