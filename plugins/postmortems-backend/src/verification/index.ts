export {
  type CandidateCause,
  changeKindOf,
  DEFAULT_SEARCH,
  candidateCausesInSteps,
  findCandidateCauses,
  prepareCauses,
  findConfirmationProblems,
  isTied,
  reevaluateCause,
  searchOf,
} from './causes';
export * from './chatLanguage';
export { createVerificationFeature } from './createVerificationFeature';
export { claimPaths } from './claimPaths';
export { ClaimVerifier } from './ClaimVerifier';
export { isDone } from './changeStatus';
export { erasedReason } from './checkSpans';
export { prepareFacts } from './traceable';
export { correlationIdOf } from './correlationId';
export { isOfPattern, WILDCARD } from './logPattern';
export { ROBOT } from './reading/EvidenceIndex';
export { LogPatterns } from './LogPatterns';
export { nameKey } from './nameKey';
export { authorKey, SealedFacts } from './SealedFacts';
export {
  type SealedIncident,
  VerificationContextBuilder,
} from './VerificationContextBuilder';
export {
  type VerificationSetup,
  verifyBlock,
  verifyInSteps,
} from './verifyBlock';
export { occurrencesOf } from './assertions/count';
export { evaluateAssertion } from './assertions/evaluateAssertion';
export * from './render';
export { reevaluateStep } from './stepRule';
export { repetitionKey } from './repetitionKey';
export { tellingRows } from './tellingRows';
export { MAX_SPANS, uniqueSpans } from './uniqueSpans';
export { assertNoCauses, givenReading } from './givenReading';
export { type ModelReader, SAVE_TIMEOUT_MS } from './ModelReader';
export { holds, isWithin, unitOf } from './compare';
export { backSince } from './backSince';
export { pointTime } from './pointTime';
export { swingsIn } from './swings';
export { stem } from './reading/stem';
export { type StatedLimit, statedLimits } from './statedLimits';
export { regionOf } from './regionOf';
