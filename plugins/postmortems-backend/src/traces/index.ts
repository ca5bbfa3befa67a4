export { createTracesFeature } from './createTracesFeature';
export { failureIn, stepFailure } from './toolFailure';
export { failedSteps } from './rules';
export { tracePaths } from './tracePaths';
export { TraceStore } from './TraceStore';
export { TraceValidator } from './TraceValidator';
