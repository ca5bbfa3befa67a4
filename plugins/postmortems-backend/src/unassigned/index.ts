export { createUnassignedFeature } from './createUnassignedFeature';
export { incidentsAround } from './findMatches';
export { offerSearchText } from './offerRow';
export { unassignedPaths } from './unassignedPaths';
export type { UnassignedService } from './UnassignedService';
