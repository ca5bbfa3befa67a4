import { durationText } from '../assertions/durationText';
import { timeText } from '../assertions/series';
import { describeChange, undoes, type Change } from './changes';
import type { CauseContext, CounterEvidenceFinder, TieFinder } from './context';

/** How long after the change was undone the effect may go on. */
const GRACE_MS = 30 * 60_000;
/** Clocks and steps of metrics differ by this much. */
const TOLERANCE_MS = 60_000;

/** It was rolled back, switched off or changed back, and the effect ended after that. */
export const findUndoneThenRecovered: TieFinder = ({ change }, context) => {
  const undo = change && undoOf(change, context);
  const { ended } = context.effect;
  if (!undo || !ended) return [];
  const took = ended.at - undo.at;
  if (took < -TOLERANCE_MS || took > GRACE_MS) return [];
  return [
    {
      type: 'undone_then_recovered',
      evidence: [undo.node.id, ended.evidence],
      detail: `It was undone (${describeChange(undo)}); ${lowerFirst(
        ended.what,
      )}, ${durationText(Math.max(0, took) / 1000)} after that`,
    },
  ];
};

/** It was undone, and the effect went on. */
export const findStillThere: CounterEvidenceFinder = ({ change }, context) => {
  const undo = change && undoOf(change, context);
  if (!undo) return [];
  const { ended, lastSeen, what } = context.effect;
  const seen = ended ?? lastSeen;
  if (!seen || seen.at - undo.at <= GRACE_MS) return [];
  return [
    {
      type: 'still_there_after_recovery',
      evidence: [undo.node.id, seen.evidence],
      detail: `It was undone at ${timeText(
        undo.at,
      )}, but “${what}” went on until ${timeText(seen.at)}`,
    },
  ];
};

/** The effect ended before it was undone. */
export const findRecoveredWhilePresent: CounterEvidenceFinder = (
  { change },
  context,
) => {
  const undo = change && undoOf(change, context);
  const { ended } = context.effect;
  // Without a record of the undoing nobody knows how long the change was there
  if (!undo || !ended || undo.at - ended.at <= TOLERANCE_MS) return [];
  return [
    {
      type: 'recovered_while_present',
      evidence: [ended.evidence, undo.node.id],
      detail: `${ended.what}, but it was undone only at ${timeText(undo.at)}`,
    },
  ];
};

function undoOf(change: Change, { changes }: CauseContext): Change | undefined {
  return changes.find(later => undoes(later, change));
}

function lowerFirst(text: string): string {
  return text.startsWith('The ') ? `the ${text.slice(4)}` : text;
}
