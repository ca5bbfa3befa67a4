export { CatalogAnswers } from './CatalogAnswers';
export { CatalogReader } from './CatalogReader';
export type { KnownService } from './KnownService';
export { readCatalogConfig } from './readCatalogConfig';
export { lowerCased, targetsOf } from './relations';
export { ServiceCatalog } from './ServiceCatalog';
