export { CatalogRoster } from './CatalogRoster';
export { DefaultBlamelessChecker } from './DefaultBlamelessChecker';
export * from './types';
