/**
 * Demo data of the example app: `POSTMORTEMS_DEMO=recordings` seeds the
 * recorded incidents, `true` also the whole company, any other value nothing.
 */
export function isDemo(part: 'recordings' | 'company'): boolean {
  const wanted = process.env.POSTMORTEMS_DEMO;
  return wanted === 'true' || wanted === part;
}
