import type {
  Distribution,
  Metrics,
  Share,
} from '@postmortems/backstage-plugin-postmortems-common';

/** All figures as rows of a table. */
export function figureRows(metrics: Metrics): unknown[][] {
  const share = (
    name: string,
    { hits, of, share: value, low, high }: Share,
  ) => [name, value, hits, of, low, high];
  const minutes = (name: string, one: Distribution) => [
    name,
    one.p50,
    '',
    one.n,
    one.p25,
    one.p75,
  ];
  const { actionItems, coverage, repeats } = metrics;
  return [
    ['figure', 'value', 'hits', 'sample', 'low', 'high'],
    ['incidents', metrics.incidents],
    ['retrospectives', metrics.retrospectives],
    share('completion', metrics.completion),
    minutes('minutes_to_draft', metrics.timeToDraft),
    minutes('minutes_to_review', metrics.timeToReview),
    minutes('minutes_to_resolve', metrics.timeToResolve),
    share('action_item_closure', actionItems.closure),
    ['action_items_open', actionItems.open],
    ['action_items_overdue', actionItems.overdue],
    share('repeats_within_20_days', repeats.within20),
    share('repeats_within_90_days', repeats.within90),
    share('claims_supported', coverage.supported),
    ...actionItems.byOwner.flatMap(({ owner, open, closed, overdue }) => [
      [`open_of ${owner || 'nobody'}`, open],
      [`closed_of ${owner || 'nobody'}`, closed],
      [`overdue_of ${owner || 'nobody'}`, overdue],
    ]),
    ...metrics.themes.map(({ month, theme, incidents }) => [
      `theme ${theme} ${month}`,
      incidents,
    ]),
  ];
}
