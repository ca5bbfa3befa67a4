import type {
  Claim,
  Series,
} from '@postmortems/backstage-plugin-postmortems-common';

/** The series that a claim is about, where a chart shows what it says. */
export function chartedSeriesOf({ reading }: Claim): Series | undefined {
  for (const assertion of reading?.assertions ?? []) {
    switch (assertion.type) {
      case 'value':
      case 'change':
      case 'extreme':
        return assertion.series;
      default:
    }
  }
  return undefined;
}

/** The first of these claims that are about a series, each series once. */
export function firstChartedClaims(
  claims: readonly Claim[],
  most: number,
): ReadonlySet<string> {
  const claimBySeries = new Map<string, string>();
  for (const claim of claims) {
    const series = chartedSeriesOf(claim)?.evidence;
    if (series && !claimBySeries.has(series)) {
      claimBySeries.set(series, claim.id);
    }
  }
  return new Set([...claimBySeries.values()].slice(0, most));
}
