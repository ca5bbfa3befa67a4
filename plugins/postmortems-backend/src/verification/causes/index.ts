export { changeKindOf } from './changes';
export { findConfirmationProblems, isTied } from './confirmation';
export {
  type CandidateCause,
  counterEvidenceOf,
  DEFAULT_SEARCH,
  findCandidateCauses,
  reevaluateCause,
  searchOf,
} from './findCandidateCauses';
