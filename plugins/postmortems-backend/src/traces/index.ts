export { createTracesFeature } from './createTracesFeature';
export { failureIn, stepFailure } from './toolFailure';
export { failedSteps } from './rules';
export { tracePaths } from './tracePaths';
export { hashOfSubmitted, TraceStore } from './TraceStore';
export { TraceValidator } from './TraceValidator';
