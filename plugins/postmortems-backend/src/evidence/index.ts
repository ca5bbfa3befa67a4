export { createEvidenceFeature } from './createEvidenceFeature';
export { evidencePaths } from './evidencePaths';
export { countOutcomes } from './batchOutcomes';
export { collectionWindow } from './collectionWindow';
export { contentHashOf } from './contentHash';
export { cutPayload } from './cutPayload';
export { EvidenceCollector, type SourceFailure } from './EvidenceCollector';
export { type EvidenceRow, fromEvidenceRow } from './evidenceRow';
export { EvidenceService } from './EvidenceService';
export {
  type EvidenceOutline,
  EvidenceStore,
  insertEvidence,
} from './EvidenceStore';
export { EvidenceIngestion } from './EvidenceIngestion';
export { normaliseEvidence, normaliseInSteps } from './normaliseEvidence';
export { payloadKind } from './payloadKind';
export {
  EvidenceLimitError,
  type EvidenceLimits,
  readEvidenceLimits,
} from './limits';
export { recordingRefusal } from './recordingRefusal';
