export { DefaultServiceCatalog } from './DefaultServiceCatalog';
export { CatalogReader } from './CatalogReader';
export { intersectionOf, refsByKind, targetsOf } from './relations';
export * from './types';
