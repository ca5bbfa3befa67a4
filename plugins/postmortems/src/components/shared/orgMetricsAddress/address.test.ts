import { readFilters, toQuery, writeFilters } from './filters';
import { monthsOf, timespanOf, withinMonth } from './period';
import { bucketBounds, readView, writeView } from './views';

const filtersOf = (search: string) => readFilters(new URLSearchParams(search));
const viewOf = (search: string) => readView(new URLSearchParams(search));

describe('filters in the address', () => {
  it.each([
    '',
    'period=365&owner=group%3Adefault%2Fsre&system=system%3Adefault%2Fshop&domain=domain%3Adefault%2Fx',
    'from=2026-01-01&to=2026-01-31&entity=component%3Adefault%2Fcheckout&tier=1',
    'severity=sev1&severity=sev3',
  ])('are serialised as they were parsed: %s', search => {
    expect(
      new URLSearchParams(writeFilters(filtersOf(search))).toString(),
    ).toBe(search);
  });

  it.each([
    ['period=7', { period: '90' }],
    ['from=2026-02-30&to=2026-03-01', { period: '90' }],
    ['from=2026-03-01&to=2026-02-01&period=30', { period: '30' }],
    ['from=2026-01-01&to=9999-01-01', { period: '90' }],
    ['from=1999-01-01&to=2026-01-01', { period: '90' }],
    [
      'owner=nonsense&system=group:default/a',
      { owner: undefined, system: undefined },
    ],
    ['owner=Group:Default/SRE', { owner: 'group:default/sre' }],
    ['severity=sev9&severity=sev2', { severity: ['sev2'] }],
    [`tier=${'x'.repeat(70)}`, { tier: 'x'.repeat(64) }],
  ])('ignore %s', (search, expected) => {
    expect(filtersOf(search)).toMatchObject(expected);
  });

  it('are sent together, with owner, system and domain as entity refs', () => {
    expect(
      toQuery(
        filtersOf(
          'from=2026-01-01&to=2026-01-31&owner=group:default/a&system=system:default/b&domain=domain:default/c&severity=sev1&tier=2',
        ),
      ),
    ).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      entityRef: ['group:default/a', 'system:default/b', 'domain:default/c'],
      severity: ['sev1'],
      tier: '2',
    });
  });
});

describe('views in the address', () => {
  it.each([
    '',
    'metric=completion&part=rest',
    'metric=category&category=change&month=2026-03',
    'metric=time_to_resolve&atLeast=480&below=1440&order=longest',
    'view=postmortems&q=pool&status=draft&order=oldest',
    'view=action-items',
    'view=action-items&status=all&group=none',
    'view=action-items&status=overdue&group=group%3Adefault%2Fsre',
  ])('are serialised as they were parsed: %s', search => {
    expect(new URLSearchParams(writeView(viewOf(search))).toString()).toBe(
      search,
    );
  });

  it.each([
    ['view=nonsense', { view: 'metrics' }],
    ['metric=nonsense', { view: 'metrics' }],
    ['metric=completion&atLeast=5', { view: 'metrics' }],
    ['metric=category', { view: 'metrics' }],
    [
      'view=postmortems&status=x&order=x&q=%20',
      { view: 'postmortems', order: 'newest' },
    ],
    [
      'view=action-items&status=x&group=x',
      { view: 'action-items', status: 'open' },
    ],
  ])('fall back to the default for %s', (search, expected) => {
    expect(viewOf(search)).toEqual(expected);
  });

  it('accept a month only with a category', () => {
    expect(viewOf('metric=category&category=data&month=2026-13')).toEqual({
      view: 'metrics',
      drillDown: { metric: 'category', category: 'data', order: 'newest' },
    });
    expect(viewOf('metric=coverage&month=2026-03')).toEqual({
      view: 'metrics',
      drillDown: { metric: 'coverage', order: 'newest' },
    });
  });
});

describe('periods', () => {
  it('end with the current hour when relative', () => {
    expect(timespanOf('30', Date.parse('2026-03-31T09:00:01.000Z'))).toEqual({
      from: '2026-03-01T10:00:00.000Z',
      to: '2026-03-31T10:00:00.000Z',
    });
  });

  it('list every month with the part that is included', () => {
    const timespan = {
      from: '2025-11-20T10:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
    };
    expect(monthsOf(timespan)).toEqual(['2025-11', '2025-12', '2026-01']);
    expect(withinMonth(timespan, '2025-11')).toEqual({
      from: '2025-11-20T10:00:00.000Z',
      to: '2025-12-01T00:00:00.000Z',
    });
    expect(withinMonth(timespan, '2026-01')).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
    });
    expect(withinMonth(timespan, '2026-02')).toBeUndefined();
  });

  it('have consecutive buckets', () => {
    const bounds = bucketBounds();
    expect(bounds[0]).toEqual({ below: 15 });
    expect(bounds[bounds.length - 1]).toEqual({ atLeast: 10_080 });
    expect(bounds.slice(1).map(({ atLeast }) => atLeast)).toEqual(
      bounds.slice(0, -1).map(({ below }) => below),
    );
  });
});
