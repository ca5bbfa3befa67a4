import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { monthsOf } from '../../shared/orgMetricsAddress';

/** Incidents per category and month, the most frequent category first. */
export type CategoryRows = {
  /** e.g. `2026-03` */
  months: string[];
  categories: { category: string; total: number; byMonth: number[] }[];
};

/** @see CategoryRows */
export function categoryRowsOf({
  from,
  to,
  categories,
}: OrgMetrics): CategoryRows {
  const months = monthsOf({ from, to });
  const ids = [...new Set(categories.map(({ category }) => category))].sort();
  return {
    months,
    categories: ids
      .map(category => {
        const byMonth = months.map(
          month =>
            categories.find(
              one => one.category === category && one.month === month,
            )?.incidents ?? 0,
        );
        const total = byMonth.reduce((sum, incidents) => sum + incidents, 0);
        return { category, byMonth, total };
      })
      .sort((a, b) => b.total - a.total),
  };
}
