export { EvidenceVerifier } from './EvidenceVerifier';
export * from './types';
export { tellsCause } from './extract/causality';
export { saysNothing } from './checks/causes';
