export { CatalogReader } from './CatalogReader';
export type { KnownService } from './KnownService';
export { lowerCased, targetsOf } from './relations';
export { ServiceCatalog } from './ServiceCatalog';
