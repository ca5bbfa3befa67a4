/**
 * What the example app is filled with: `POSTMORTEMS_DEMO=recordings` brings the recorded incidents, `true` the whole company
 * besides; anything else nothing.
 */
export function isDemo(part: 'recordings' | 'company'): boolean {
  const wanted = process.env.POSTMORTEMS_DEMO;
  return wanted === 'true' || wanted === part;
}
