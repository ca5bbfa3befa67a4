export { EvidenceVerifier } from './EvidenceVerifier';
export * from './types';
export { statesCause } from './extract/causality';
export { isUninformative } from './checks/causes';
