import { durationText, timeText } from '../render';
import { describeChange, undoes, type Change } from './changes';
import type { CauseContext, CounterEvidenceFinder, TieFinder } from './context';
import { GRACE_MS, recoveredAfter, TOLERANCE_MS } from './recovered';

/** It was rolled back, switched off or changed back, and the effect ended after that. */
export const findUndoneThenRecovered: TieFinder = ({ change }, context) => {
  const undo = change && undoOf(change, context);
  const { language } = context;
  const { ended } = context.effect;
  if (!undo || !ended || !recoveredAfter(undo, context.effect)) return [];
  if (isOutdone(undo, context)) return [];
  const took = ended.at - undo.at;
  return [
    {
      type: 'undone_then_recovered',
      evidence: [undo.node.id, ended.evidence],
      detail: language.messages.cause.undoneThenRecovered({
        change: describeChange(undo, language),
        ended: ended.what,
        length: durationText(Math.max(0, took) / 1000, language),
      }),
    },
  ];
};

/** It was undone, and the effect went on. */
export const findStillThere: CounterEvidenceFinder = ({ change }, context) => {
  const undo = change && undoOf(change, context);
  if (!undo) return [];
  const { language } = context;
  const { ended, lastSeen, what } = context.effect;
  const seen = ended ?? lastSeen;
  if (!seen) return [];
  if (seen.at - undo.at <= GRACE_MS && !isOutdone(undo, context)) return [];
  return [
    {
      type: 'still_there_after_recovery',
      evidence: [undo.node.id, seen.evidence],
      detail: language.messages.cause.stillThere({
        time: timeText(undo.at, language),
        effect: what,
        until: timeText(seen.at, language),
      }),
    },
  ];
};

/** The effect ended before it was undone. */
export const findRecoveredWhilePresent: CounterEvidenceFinder = (
  { change },
  context,
) => {
  const undo = change && undoOf(change, context);
  const { language } = context;
  const { ended } = context.effect;
  // Without a record of the undoing nobody knows how long the change was there
  if (!undo || !ended || undo.at - ended.at <= TOLERANCE_MS) return [];
  return [
    {
      type: 'recovered_while_present',
      evidence: [ended.evidence, undo.node.id],
      detail: language.messages.cause.recoveredWhilePresent({
        ended: ended.what,
        time: timeText(undo.at, language),
      }),
    },
  ];
};

/** How much closer to the end another change was undone, for this one to be undone in vain. */
const CLOSER = 3;
/** What ended so soon after it needs no other explanation. */
const SOON_MS = 5 * 60_000;

/** Whether something else was undone later, much closer to the end of the effect. */
function isOutdone(undo: Change, { changes, effect }: CauseContext): boolean {
  const { ended } = effect;
  if (!ended || ended.at - undo.at <= SOON_MS) return false;
  return changes.some(
    other =>
      other.at > undo.at &&
      recoveredAfter(other, effect) &&
      (ended.at - other.at) * CLOSER < ended.at - undo.at &&
      changes.some(change => undoes(other, change) && !undoes(undo, change)),
  );
}

function undoOf(change: Change, { changes }: CauseContext): Change | undefined {
  return changes.find(later => undoes(later, change));
}
