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

/** Categories of a root cause; often the same one. */
export const CATEGORIES = [
  'data',
  'data',
  'data',
  'data',
  'data',
  'change',
  'network',
  undefined,
];

export const ALERTS = ['HighErrorRate', 'HighLatency'];
