import type {
  Figure,
  FigureIncident,
  Theme,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { FiguresOptions, Stores } from '../../platform/database';
import { readAllPages } from '../../platform/database/__testUtils__/stores';
import { byGroup } from '../byGroup';
import { toMetrics } from '../toMetrics';

const keysOf = (items: FigureIncident[]) =>
  items.map(({ incidentKey }) => incidentKey).sort();

/** The figures of the product, with the lists behind them in place of their numbers. */
export async function productSays(
  stores: Stores,
  scope: FiguresOptions,
  groups: ReadonlyMap<string, string>,
) {
  const figures = await stores.metrics.read(scope);
  const metrics = toMetrics(figures, {
    from: scope.from,
    to: scope.to,
    byGroup: byGroup(figures.owners, groups),
  });
  const list = (
    figure: Figure,
    more: {
      part?: 'hits' | 'misses';
      theme?: Theme;
      verdict?: Verdict;
      from?: string;
      to?: string;
    },
    order: 'newest' | 'longest' = 'newest',
  ) =>
    readAllPages<FigureIncident>(cursor =>
      stores.metrics.listIncidents({
        ...scope,
        ...more,
        figure,
        order,
        cursor,
        limit: 4,
      }),
    );
  const parts = async (
    figure: Figure,
    { hits, of }: { hits: number; of: number },
  ) => {
    const both = {
      hits: await list(figure, { part: 'hits' }),
      misses: await list(figure, { part: 'misses' }),
    };
    expect([both.hits.length, both.misses.length]).toEqual([hits, of - hits]);
    expect(both.hits.every(({ hit }) => hit === true)).toBe(true);
    expect(both.misses.every(({ hit }) => hit === false)).toBe(true);
    return both;
  };
  const share = async (figure: Figure, of: { hits: number; of: number }) => {
    const { hits, misses } = await parts(figure, of);
    return { hits: keysOf(hits), misses: keysOf(misses) };
  };
  const repeats = async (figure: Figure, of: { hits: number; of: number }) => {
    const { hits, misses } = await parts(figure, of);
    return {
      hits: keysOf(hits),
      misses: keysOf(misses),
      previous: Object.fromEntries(
        [...hits, ...misses].flatMap(({ incidentKey, previous }) =>
          previous ? [[incidentKey, previous]] : [],
        ),
      ),
    };
  };
  const duration = async (
    figure: Figure,
    one: { n: number; p50: number | null; earlier?: number },
    earlier: number,
  ) => {
    const newest = await list(figure, {});
    const longest = await list(figure, {}, 'longest');
    expect(newest).toHaveLength(one.n);
    const minutes = longest.map(item => item.minutes!);
    expect(minutes).toEqual([...minutes].sort((a, b) => b - a));
    const told = (items: FigureIncident[]) =>
      items.map(item => `${item.incidentKey} ${item.minutes}`).sort();
    expect(told(longest)).toEqual(told(newest));
    return { incidents: told(newest), median: one.p50, earlier };
  };
  const coverage = {
    hits: (await list('coverage', { part: 'hits' })).map(
      one => one.incidentKey,
    ),
    misses: (await list('coverage', { part: 'misses' })).map(
      one => one.incidentKey,
    ),
  };
  const themes: Record<string, string[]> = {};
  for (const { month, theme, incidents } of metrics.themes) {
    const [year, number] = month.split('-').map(Number);
    const end = new Date(Date.UTC(year, number, 1)).toISOString();
    const behind = await list('theme', {
      theme,
      from: [`${month}-01T00:00:00.000Z`, scope.from].sort()[1],
      to: [end, scope.to].sort()[0],
    });
    expect(behind).toHaveLength(incidents);
    themes[`${month} ${theme}`] = behind.map(one => one.incidentKey).sort();
  }
  const items = async (
    status: 'proposed' | 'open' | 'overdue' | 'closed' | 'dropped',
  ) => {
    const all = await readAllPages(cursor =>
      stores.actionItems.list({ ...scope, status, cursor, limit: 4 }),
    );
    expect(all).toHaveLength(metrics.actionItems[status]);
    return all.map(item => `${item.postmortemId}/${item.id}`).sort();
  };
  const { closure, open, closed } = metrics.actionItems;
  expect([closure.hits, closure.of]).toEqual([closed, open + closed]);
  expect(metrics.coverage.supported).toMatchObject({
    hits: metrics.coverage.verdicts.supported,
    incidents: coverage.hits.length + coverage.misses.length,
  });
  expect(metrics.coverage.allSupported).toBe(coverage.hits.length);
  for (const verdict of ['contradicted', 'partial'] as const) {
    const some = await list('coverage', { verdict });
    const claims = some.reduce((sum, one) => sum + one.verdicts![verdict], 0);
    expect(some.every(one => one.verdicts![verdict] > 0)).toBe(true);
    expect(claims).toBe(metrics.coverage.verdicts[verdict]);
  }
  return {
    incidents: metrics.incidents,
    postmortems: metrics.postmortems,
    completion: await share('completion', metrics.completion),
    timeToDraft: await duration(
      'time_to_draft',
      metrics.timeToDraft,
      metrics.timeToDraft.earlier,
    ),
    timeToReview: await duration(
      'time_to_review',
      metrics.timeToReview,
      metrics.timeToReview.earlier,
    ),
    timeToResolve: await duration('time_to_resolve', metrics.timeToResolve, 0),
    repeats20: await repeats(
      'repeats_within_20_days',
      metrics.repeats.within20,
    ),
    repeats90: await repeats(
      'repeats_within_90_days',
      metrics.repeats.within90,
    ),
    themes,
    verdicts: metrics.coverage.verdicts,
    coverage: { hits: coverage.hits.sort(), misses: coverage.misses.sort() },
    items: {
      proposed: await items('proposed'),
      open: await items('open'),
      overdue: await items('overdue'),
      closed: await items('closed'),
      dropped: await items('dropped'),
    },
    groups: Object.fromEntries(
      metrics.actionItems.byGroup.map(one => [
        one.group ?? '',
        [one.open, one.overdue, one.closed],
      ]),
    ),
  };
}
