export { changeKindOf } from './changes';
export { findConfirmationProblems, isTied } from './confirmation';
export {
  type CandidateCause,
  conditionInWords,
  counterEvidenceOf,
  DEFAULT_SEARCH,
  findCandidateCauses,
  reevaluateCause,
  searchOf,
} from './findCandidateCauses';
