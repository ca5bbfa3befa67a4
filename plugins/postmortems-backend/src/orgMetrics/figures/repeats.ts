import {
  REPEAT_DAYS,
  type Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Figures, FiguresOptions } from '../../platform/database/types';
import { byText, type FactsTable } from './FactsTable';
import { inScope } from './inScope';

const DAY_MINUTES = 24 * 60;
const LONGEST_MINUTES = Math.max(...REPEAT_DAYS) * DAY_MINUTES;
const MINUTE_MS = 60_000;
const NONE = -1;

/** An incident that has a theme, by row, and the nearest one before it of the same service and theme. */
export type Repeatable = {
  row: number;
  /** Minutes since that one; infinite when it was longer ago than any figure counts. */
  gap: number;
  /** Row of the one before, and numbers of what is the same; -1 when there is none. */
  previous: number;
  service: number;
  theme: number;
};

/**
 * The incidents of the scope that can be repeats of others, in the order of their start. What is asked for narrows which incidents these
 * are, not which came before them: those are all that the reader may see. With services in the scope it is these services that have to be
 * the same.
 */
export function repeatablesOf(
  facts: FactsTable,
  options: FiguresOptions,
): Repeatable[] {
  const { from, to, services, severities, criteria } = options;
  const { startedMinute } = facts;
  const lookBack = Date.parse(from) - LONGEST_MINUTES * MINUTE_MS;
  const visible = inScope(facts, {
    from: new Date(lookBack).toISOString(),
    to,
    services,
    criteria,
  });
  const isWanted = services && facts.services.vocabulary.mark(services);
  const isOfSeverity = severities && facts.severity.isAnyOf(severities);
  const themes = facts.themes.vocabulary.size;
  // By service and theme the index of the last one so far
  const last = new Int32Array(facts.services.vocabulary.size * themes).fill(
    NONE,
  );
  const repeatables: Repeatable[] = [];
  visible.forEach((row, index) => {
    const ownThemes = facts.themes.at(row);
    if (ownThemes.length === 0) return;
    let nearest = NONE;
    let nearestService = NONE;
    let nearestTheme = NONE;
    for (const service of facts.services.at(row)) {
      if (isWanted && isWanted[service] === 0) continue;
      for (const theme of ownThemes) {
        const series = service * themes + theme;
        const before = last[series];
        last[series] = index;
        // Of several the latest; of several reasons why it is one, the first by name
        const isNearer =
          before > nearest ||
          (before === nearest &&
            before !== NONE &&
            byName(facts, theme, service, nearestTheme, nearestService) < 0);
        if (isNearer) {
          nearest = before;
          nearestService = service;
          nearestTheme = theme;
        }
      }
    }
    if (facts.startedAt(row) < from || (isOfSeverity && !isOfSeverity(row))) {
      return;
    }
    const previous = nearest === NONE ? NONE : visible[nearest];
    const gap =
      nearest === NONE
        ? Infinity
        : startedMinute.at(row) - startedMinute.at(previous);
    repeatables.push(
      gap <= LONGEST_MINUTES
        ? { row, gap, previous, service: nearestService, theme: nearestTheme }
        : { row, gap: Infinity, previous: NONE, service: NONE, theme: NONE },
    );
  });
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

/** What a list says of the incident before a repeat. */
export type Previous = {
  incidentKey: string;
  serviceRef: string;
  theme: Theme;
};

export function previousOf(
  facts: FactsTable,
  { previous, service, theme }: Repeatable,
): Previous {
  return {
    incidentKey: facts.keyOf(previous),
    serviceRef: facts.services.vocabulary.wordOf(service),
    theme: facts.themes.vocabulary.wordOf(theme),
  };
}

function byName(
  facts: FactsTable,
  theme: number,
  service: number,
  otherTheme: number,
  otherService: number,
): number {
  const themes = facts.themes.vocabulary;
  const services = facts.services.vocabulary;
  return (
    byText(themes.wordOf(theme), themes.wordOf(otherTheme)) ||
    byText(services.wordOf(service), services.wordOf(otherService))
  );
}
