export { EntityNameLink } from './EntityNameLink';
export { CatalogField } from './CatalogField';
export * from './catalogSearch';
export { useEntityNames } from './useEntityNames';
export { useKindSearch } from './useKindSearch';
