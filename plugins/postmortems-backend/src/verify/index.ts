export { EvidenceVerifier } from './EvidenceVerifier';
export * from './types';
