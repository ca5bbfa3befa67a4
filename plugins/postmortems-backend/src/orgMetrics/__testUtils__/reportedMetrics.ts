import type {
  OrgMetric,
  OrgMetricIncident,
  Proportion,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { readAllPages, type Stores } from '../../__testUtils__/stores';
import { actionItemsByGroup } from '../actionItemsByGroup';
import { toOrgMetrics } from '../toOrgMetrics';
import type { OrgMetricsOptions } from '../types';

const keysOf = (items: OrgMetricIncident[]) =>
  items.map(({ incidentKey }) => incidentKey).sort();

/** The metrics that the store reports, with their lists in place of numbers. */
export async function reportedMetrics(
  stores: Stores,
  scope: OrgMetricsOptions,
  groups: ReadonlyMap<string, string>,
) {
  const counts = await stores.orgMetrics.read(scope);
  const metrics = toOrgMetrics(counts, {
    from: scope.from,
    to: scope.to,
    byGroup: actionItemsByGroup(counts.owners, groups),
  });
  const list = (
    metric: OrgMetric,
    more: {
      part?: 'numerator' | 'rest';
      category?: string;
      verdict?: Verdict;
      from?: string;
      to?: string;
    },
    order: 'newest' | 'longest' = 'newest',
  ) =>
    readAllPages<OrgMetricIncident>(cursor =>
      stores.orgMetrics.listIncidents({
        ...scope,
        ...more,
        metric,
        order,
        cursor,
        limit: 4,
      }),
    );
  const parts = async (
    metric: OrgMetric,
    of: Pick<Proportion, 'numerator' | 'denominator'>,
  ) => {
    const both = {
      numerator: await list(metric, { part: 'numerator' }),
      rest: await list(metric, { part: 'rest' }),
    };
    expect([both.numerator.length, both.rest.length]).toEqual([
      of.numerator,
      of.denominator - of.numerator,
    ]);
    expect(
      both.numerator.every(({ inNumerator }) => inNumerator === true),
    ).toBe(true);
    expect(both.rest.every(({ inNumerator }) => inNumerator === false)).toBe(
      true,
    );
    return both;
  };
  const proportion = async (
    metric: OrgMetric,
    of: Pick<Proportion, 'numerator' | 'denominator'>,
  ) => {
    const { numerator, rest } = await parts(metric, of);
    return { numerator: keysOf(numerator), rest: keysOf(rest) };
  };
  const repeats = async (
    metric: OrgMetric,
    of: Pick<Proportion, 'numerator' | 'denominator'>,
  ) => {
    const { numerator, rest } = await parts(metric, of);
    return {
      numerator: keysOf(numerator),
      rest: keysOf(rest),
      previous: Object.fromEntries(
        [...numerator, ...rest].flatMap(({ incidentKey, previous }) =>
          previous ? [[incidentKey, previous]] : [],
        ),
      ),
    };
  };
  const duration = async (
    metric: OrgMetric,
    one: { n: number; p50: number | null },
    earlier: number,
  ) => {
    const newest = await list(metric, {});
    const longest = await list(metric, {}, 'longest');
    expect(newest).toHaveLength(one.n);
    const minutes = longest.map(item => item.minutes!);
    expect(minutes).toEqual([...minutes].sort((a, b) => b - a));
    const durationsOf = (items: OrgMetricIncident[]) =>
      items.map(item => `${item.incidentKey} ${item.minutes}`).sort();
    expect(durationsOf(longest)).toEqual(durationsOf(newest));
    return { incidents: durationsOf(newest), median: one.p50, earlier };
  };
  const coverage = {
    numerator: (await list('coverage', { part: 'numerator' })).map(
      one => one.incidentKey,
    ),
    rest: (await list('coverage', { part: 'rest' })).map(
      one => one.incidentKey,
    ),
  };
  const categories: Record<string, string[]> = {};
  for (const { month, category, incidents } of metrics.categories) {
    const [year, number] = month.split('-').map(Number);
    const end = new Date(Date.UTC(year, number, 1)).toISOString();
    const behind = await list('category', {
      category,
      from: [`${month}-01T00:00:00.000Z`, scope.from].sort()[1],
      to: [end, scope.to].sort()[0],
    });
    expect(behind).toHaveLength(incidents);
    categories[`${month} ${category}`] = behind
      .map(one => one.incidentKey)
      .sort();
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
  expect([closure.numerator, closure.denominator]).toEqual([
    closed,
    open + closed,
  ]);
  expect(metrics.coverage.supported).toMatchObject({
    numerator: metrics.coverage.verdicts.supported,
    incidents: coverage.numerator.length + coverage.rest.length,
  });
  expect(metrics.coverage.allSupported).toBe(coverage.numerator.length);
  for (const verdict of ['contradicted', 'unverified'] as const) {
    const some = await list('coverage', { verdict });
    const claims = some.reduce((sum, one) => sum + one.verdicts![verdict], 0);
    expect(some.every(one => one.verdicts![verdict] > 0)).toBe(true);
    expect(claims).toBe(metrics.coverage.verdicts[verdict]);
  }
  return {
    incidents: metrics.incidents,
    postmortems: metrics.postmortems,
    completion: await proportion('completion', metrics.completion),
    confirmedCause: await proportion('confirmed_cause', metrics.confirmedCause),
    timeToDraft: await duration(
      'time_to_draft',
      metrics.timeToDraft,
      metrics.timeToDraft.beforeResolution,
    ),
    timeToReview: await duration(
      'time_to_review',
      metrics.timeToReview,
      metrics.timeToReview.beforeResolution,
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
    notComparable: metrics.repeats.notComparable,
    categories,
    verdicts: metrics.coverage.verdicts,
    coverage: {
      numerator: coverage.numerator.sort(),
      rest: coverage.rest.sort(),
    },
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
