export { changeKindOf } from './changes';
export { findConfirmationProblems, isTied } from './confirmation';
export {
  type CandidateCause,
  candidateCausesInSteps,
  conditionInWords,
  counterEvidenceOf,
  DEFAULT_SEARCH,
  findCandidateCauses,
  prepareCauses,
  reevaluateCause,
  searchOf,
} from './findCandidateCauses';
