export { createSourcesFeature } from './createSourcesFeature';
export { POLL_TIMEOUT_MS } from './hungSince';
export { forgetRunErrors } from './SourceActivityStore';
export type { SourceMonitor } from './SourceMonitor';
export { sourcePaths } from './sourcePaths';
