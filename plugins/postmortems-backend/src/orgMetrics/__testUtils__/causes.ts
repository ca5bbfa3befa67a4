export const SERVICES = ['checkout', 'query-database', 'storefront'].map(
  name => `component:default/${name}`,
);
const [CHECKOUT, QUERY_DATABASE, STOREFRONT] = SERVICES;
/** Often the same ones, so that incidents are repeats of others. */
export const AFFECTED = [
  CHECKOUT,
  CHECKOUT,
  CHECKOUT,
  QUERY_DATABASE,
  QUERY_DATABASE,
  STOREFRONT,
];

const LOCKED = 'A SQL query locked the table of orders.';
const NAMED = 'The query-database was slow.';
const ROLLED_OUT =
  'The deployment of version 2.4.1 was rolled out to all instances at once.';
const EXPIRED = 'The TLS certificate expired.';
const UNDETERMINED = 'The cause is undetermined.';
/** What a reader would call the causes. */
const THEMES: Record<string, string[]> = {
  [LOCKED]: ['database'],
  [NAMED]: ['database'],
  [ROLLED_OUT]: ['change'],
  [EXPIRED]: ['network'],
  [UNDETERMINED]: [],
};
export const CAUSES = [
  LOCKED,
  LOCKED,
  LOCKED,
  NAMED,
  NAMED,
  ROLLED_OUT,
  EXPIRED,
  UNDETERMINED,
];
/** What a service is called says nothing of the cause, where it is one of the affected ones. */
export const themesOfCause = (text: string, services: string[]) =>
  text === NAMED && services.includes(QUERY_DATABASE) ? [] : THEMES[text] ?? [];
