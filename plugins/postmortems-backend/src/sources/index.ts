export { createSourcesFeature } from './createSourcesFeature';
export { LIMIT_REASON } from './refusalReasons';
export { forgetRunErrors } from './SourceActivityStore';
export type { SourceMonitor } from './SourceMonitor';
export { sourcePaths } from './sourcePaths';
