/**
 * Demo data of the example app: `POSTMORTEMS_DEMO=shop` seeds the
 * shop's incidents, `true` also the whole company, any other value nothing.
 */
export function isDemo(part: 'shop' | 'company'): boolean {
  const wanted = process.env.POSTMORTEMS_DEMO;
  return wanted === 'true' || wanted === part;
}
