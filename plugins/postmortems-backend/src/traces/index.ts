export { createTracesFeature } from './createTracesFeature';
export { toolFailure } from './toolFailure';
export { tracePaths } from './tracePaths';
export { TraceStore } from './TraceStore';
export { TraceValidator } from './TraceValidator';
