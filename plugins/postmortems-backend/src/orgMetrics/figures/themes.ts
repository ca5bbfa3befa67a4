import type { ThemeOfMonth } from '../../platform/database/types';
import { byText, type FactsTable } from './FactsTable';

/** Incidents by month of their start and theme, in this order. */
export function themesOfMonths(
  facts: FactsTable,
  rows: readonly number[],
): ThemeOfMonth[] {
  const { vocabulary } = facts.themes;
  const months = new Map<string, Uint32Array>();
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    const month = facts.startedAt(row).slice(0, 7);
    let counts = months.get(month);
    if (!counts) {
      counts = new Uint32Array(vocabulary.size);
      months.set(month, counts);
    }
    for (const theme of facts.themes.at(row)) counts[theme] += 1;
  }
  return [...months]
    .flatMap(([month, counts]) =>
      Array.from(counts, (incidents, number) => ({
        month,
        theme: vocabulary.wordOf(number),
        incidents,
      })),
    )
    .filter(({ incidents }) => incidents > 0)
    .sort((a, b) => byText(a.month, b.month) || byText(a.theme, b.theme));
}
