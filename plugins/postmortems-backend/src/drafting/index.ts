export { DeterministicSynthesiser } from './DeterministicSynthesiser';
export * from './types';
export { stableId } from './write/stableId';
export { AUTHOR } from './write/blocks';
export { dropUnsupportedClaims } from './dropUnsupportedClaims';
