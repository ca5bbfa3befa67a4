export { createSealingFeature } from './createSealingFeature';
export { buildSeal, recordHashOf, sealEvidence } from './sealEvidence';
export { OTHER_NAMES } from './manifest';
export { type SealProblem, verifySeal } from './verifySeal';
export { SealChain } from './SealChain';
export { SealStore } from './SealStore';
