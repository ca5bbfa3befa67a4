export { CatalogReader } from './CatalogReader';
export type { KnownService } from './KnownService';
export { targetsOf } from './relations';
export { ServiceCatalog } from './ServiceCatalog';
