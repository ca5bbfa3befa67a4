export { AUTHOR } from './write/blocks';
export { DeterministicSynthesiser } from './DeterministicSynthesiser';
export { dropUnsupportedClaims } from './dropUnsupportedClaims';
export { ModelWriter } from './ModelWriter';
export type { Progress, ProgressListener, ProgressNotifier } from './progress';
export { routeProcessFactors } from './routeProcessFactors';
