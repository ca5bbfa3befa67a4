export { DefaultServiceCatalog } from './DefaultServiceCatalog';
export { CatalogReader } from './CatalogReader';
export { targetsOf } from './relations';
export * from './types';
