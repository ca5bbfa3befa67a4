export { createTracesFeature } from './createTracesFeature';
export { tracePaths } from './tracePaths';
export { TraceStore } from './TraceStore';
export { TraceValidator } from './TraceValidator';
