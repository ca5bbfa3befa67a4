export { BlamelessChecker } from './BlamelessChecker';
export { isFirstPerson } from './personalIdentifiers';
export type { BlamelessContext } from './types';
export { CatalogRoster } from './CatalogRoster';
