export { createTracesFeature } from './createTracesFeature';
export { countSteps } from './countSteps';
export {
  failureIn,
  isNotRecorded,
  isUnanswered,
  stepFailure,
} from './toolFailure';
export { failedSteps } from './rules';
export type { TraceService } from './TraceService';
export { tracePaths } from './tracePaths';
export { hashOfSubmitted, TraceStore } from './TraceStore';
export { TraceValidator } from './TraceValidator';
