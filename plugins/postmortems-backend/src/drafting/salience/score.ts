import type { Harm } from './direction';

/** What speaks for telling a metric. Weights are in the order of what a reader asks first. */
export type Signals = {
  /** From 0 to 1, how clearly an alert is on it. */
  named: number;
  isOfAffected: boolean;
  isUserFacing: boolean;
  /** Extreme against the level, in noise. */
  deviations: number;
  /** Extreme against the level, relative to the level. */
  change: number;
  isAtLimit: boolean;
  harm: Harm;
  isRise: boolean;
  /** Milliseconds from the start of the incident to when the metric left its level; negative before it. */
  leftAfter: number;
  /** Milliseconds that the incident lasted. */
  lasted: number;
};

/** A hundred times the noise is as far as any. */
const FAR = Math.log10(100);
/** So is thirty-two times the level. */
const MANY = Math.log2(33);
/** Part of an incident that is still its start. */
const START = 0.25;

/** How much a metric matters to who reads about the incident. Higher is told first. */
export function salienceOf(signals: Signals): number {
  const { named, isOfAffected, isUserFacing, isAtLimit } = signals;
  return (
    4 * named +
    (isOfAffected ? 2 : 0) +
    (isUserFacing ? 1.5 : 0) +
    (isAtLimit ? 1.5 : 0) +
    2 * Math.min(1, Math.log10(1 + signals.deviations) / FAR) +
    2 * Math.min(1, Math.log2(1 + signals.change) / MANY) +
    directionPart(signals) +
    timePart(signals)
  );
}

function directionPart({ harm, isRise }: Signals): number {
  if (harm === 'unclear') return 0;
  return (harm === 'up') === isRise ? 1 : -2;
}

function timePart({ leftAfter, lasted }: Signals): number {
  if (leftAfter <= lasted * START) return 1;
  return leftAfter <= lasted ? 0.5 : -2;
}
