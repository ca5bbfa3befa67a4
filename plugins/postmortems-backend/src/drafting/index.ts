export { AUTHOR } from './write/blocks';
export { contextOf, type DraftFacts } from './contextOf';
export { DeterministicSynthesiser } from './DeterministicSynthesiser';
export { ModelWriter } from './ModelWriter';
export type { Progress, ProgressListener, ProgressNotifier } from './progress';
export {
  replaceNames,
  routeProcessFactors,
  withRoles,
  withRolesInActionItems,
} from './routeProcessFactors';
export {
  ALL_RULED_OUT_ID,
  allRuledOut,
  causeInShort,
  OPEN_ID,
  openInShort,
  saidOfCause,
  SHORT_CAUSE_ID,
} from './sections/candidates';
export { baselineOf } from './salience/baseline';
export { harmOf } from './salience/direction';
export { farthest, pointsOf, type TimedPoint } from './salience/points';
export { evidenceStatements } from './statements/evidenceStatements';
