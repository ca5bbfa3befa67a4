export { DeterministicSynthesiser } from './DeterministicSynthesiser';
export * from './types';
