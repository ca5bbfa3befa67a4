import {
  type Metrics,
  THEMES,
  type Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import { monthsOf } from '../address';

/** Incidents of each theme that there is, the most frequent first, in every month of the period. */
export type ThemeRows = {
  /** e.g. `2026-03` */
  months: string[];
  themes: { theme: Theme; total: number; byMonth: number[] }[];
};

/** @see ThemeRows */
export function themeRowsOf({ from, to, themes }: Metrics): ThemeRows {
  const months = monthsOf({ from, to });
  const rows = THEMES.map(theme => {
    const byMonth = months.map(
      month =>
        themes.find(one => one.theme === theme && one.month === month)
          ?.incidents ?? 0,
    );
    return {
      theme,
      byMonth,
      total: byMonth.reduce((sum, incidents) => sum + incidents, 0),
    };
  });
  return {
    months,
    themes: rows
      .filter(({ total }) => total > 0)
      .sort((a, b) => b.total - a.total),
  };
}
