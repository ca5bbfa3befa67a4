export { createEvidenceFeature } from './createEvidenceFeature';
export { evidencePaths } from './evidencePaths';
export { contentHashOf } from './contentHash';
export { EvidenceCollector } from './EvidenceCollector';
export { type EvidenceRow, fromEvidenceRow } from './evidenceRow';
export { EvidenceService } from './EvidenceService';
export {
  type EvidenceOutline,
  EvidenceStore,
  insertEvidence,
} from './EvidenceStore';
export { normaliseEvidence } from './normaliseEvidence';
export { payloadKind } from './payloadKind';
export {
  EvidenceLimitError,
  type EvidenceLimits,
  readEvidenceLimits,
} from './limits';
export { recordingRefusal } from './recordingRefusal';
