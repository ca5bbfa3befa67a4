export { createSealingFeature } from './createSealingFeature';
export { buildSeal, recordHashOf, sealEvidence } from './sealEvidence';
export { OTHER_NAMES } from './manifest';
export { type SealProblem, verifySeal } from './verifySeal';
export { readAnchors } from './anchors';
export { BrokenSeals } from './BrokenSeals';
export { SealChain } from './SealChain';
export {
  type Anchor,
  type ChainProblem,
  type ChainReport,
  SealChecker,
} from './SealChecker';
export { SealAlarm } from './SealAlarm';
export { SealKeys } from './SealKeys';
export { unsignedAdvice } from './unsignedAdvice';
export { SealWatch } from './SealWatch';
export { recordHashes, recordRemoval, type RemovalChanges } from './removals';
export { SealStore } from './SealStore';
