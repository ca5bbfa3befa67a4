export { BlamelessChecker } from './BlamelessChecker';
export type { BlamelessContext } from './types';
export { CatalogRoster } from './CatalogRoster';
