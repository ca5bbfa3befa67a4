export { createSealingFeature } from './createSealingFeature';
export { buildSeal, recordHashOf, sealEvidence } from './sealEvidence';
export { OTHER_NAMES } from './manifest';
export { type SealProblem, verifySeal } from './verifySeal';
export { SealStore } from './SealStore';
