export { EvidenceIngestion } from './EvidenceIngestion';
export {
  normaliseEvidence,
  type NormalisedEvidence,
} from './normaliseEvidence';
