import type { Theme } from '@postmortems/backstage-plugin-postmortems-common';
import type { ThemeOfMonth } from '../types';
import { byText } from './ByStart';
import type { KnownIncident } from './KnownIncident';

/** Incidents by month of their start and theme, in this order. */
export function themesOfMonths(
  incidents: readonly KnownIncident[],
): ThemeOfMonth[] {
  const months = new Map<string, Map<Theme, number>>();
  for (const { startedAt, themes } of incidents) {
    const month = startedAt.slice(0, 7);
    let counts = months.get(month);
    if (!counts) months.set(month, (counts = new Map()));
    for (const theme of themes) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  }
  return [...months]
    .flatMap(([month, counts]) =>
      [...counts].map(([theme, n]) => ({ month, theme, incidents: n })),
    )
    .sort((a, b) => byText(a.month, b.month) || byText(a.theme, b.theme));
}
