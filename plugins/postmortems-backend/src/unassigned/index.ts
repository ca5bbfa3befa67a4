export { createUnassignedFeature } from './createUnassignedFeature';
export { offerSearchText } from './offerRow';
export { unassignedPaths } from './unassignedPaths';
export type { UnassignedService } from './UnassignedService';
