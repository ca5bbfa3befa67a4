export { createSearchFeature } from './createSearchFeature';
export { searchPaths } from './searchPaths';
