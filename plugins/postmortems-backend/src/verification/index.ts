export { createVerificationFeature } from './createVerificationFeature';
export { claimPaths } from './claimPaths';
export { ClaimVerifier } from './ClaimVerifier';
export { isUninformative } from './checks/causes';
export { statesCause } from './extract/causality';
export type { VerificationContext } from './types';
export { VerificationContextBuilder } from './VerificationContextBuilder';
export { type VerificationSetup, verifyBlock } from './verifyBlock';
