/** What a link to the original says: where it leads, if its address tells. */
export function openLabelOf(sourceUrl: string) {
  const { hostname, pathname, searchParams } = new URL(sourceUrl);
  if (/grafana/i.test(hostname + pathname)) return 'page.chart.openGrafana';
  return searchParams.has('g0.expr')
    ? 'page.chart.openPrometheus'
    : 'page.evidence.original';
}
