export { DefaultTraceValidator } from './DefaultTraceValidator';
export { stepEvidenceId } from './stepNodes';
export * from './types';
