export {
  canonicalHash,
  canonicalJson,
  contentHashOf,
  sha256,
} from './contentHash';
export { payloadKind } from './payloadKind';
export { buildManifest, MAX_NAMES, RootHash, UNCOUNTED_NAME } from './manifest';
export { describeEvidence, recordHashOf, sealEvidence } from './sealEvidence';
export { verifySeal, type SealProblem } from './verifySeal';
