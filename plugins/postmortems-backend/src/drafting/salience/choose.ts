import type { MetricFact } from '../facts/types';

/** The metrics of an incident by what a reader does with them. */
export type Chosen = {
  /** What is told: worst first, those that users notice before what ran out, and that before others. */
  told: MetricFact[];
  /** Of the affected services, what moved less, and other percentiles of what is told. */
  less: MetricFact[];
  /** An alert or a hypothesis asks for them, and they did not move. */
  steady: MetricFact[];
  /** Moved in services that the incident does not list. */
  elsewhere: MetricFact[];
};

/** Relative change that a reader asks about; a larger one where it is unclear what it means. */
const FAR = 0.5;
const FAR_UNCLEAR = 2;
const NARROW = 0.3;

/** The most salient metrics, one of each family. `metrics` are in the order of their salience. */
export function chooseMetrics(
  metrics: readonly MetricFact[],
  most: number,
): Chosen {
  const told: MetricFact[] = [];
  const less: MetricFact[] = [];
  const families = new Set<string>();
  for (const fact of metrics) {
    if (!fact.isNotable || !fact.isOfAffected) continue;
    const family = familyOf(fact);
    const isTold = told.length < most && !families.has(family) && matters(fact);
    if (isTold) {
      families.add(family);
      told.push(fact);
    } else {
      less.push(fact);
    }
  }
  return {
    told: [0, 1, 2].flatMap(rank => told.filter(fact => rankOf(fact) === rank)),
    less,
    steady: metrics.filter(
      ({ isNotable, isOfAffected, isAskedFor, steady }) =>
        !isNotable && isOfAffected && isAskedFor && steady && isNarrow(steady),
    ),
    elsewhere: metrics.filter(
      fact => fact.isNotable && !fact.isOfAffected && matters(fact),
    ),
  };
}

/** What users notice comes first, then what ran out, then the rest. */
function rankOf({ isUserFacing, isAtLimit }: MetricFact): number {
  if (isUserFacing) return 0;
  return isAtLimit ? 1 : 2;
}

/** A reader would ask about it: it was asked about, ran into a limit, or moved far in a direction that hurts or may hurt. */
function matters(fact: MetricFact): boolean {
  const { isAskedFor, isHarmful, isUserFacing, change, isAtLimit } = fact;
  if (isAskedFor || isAtLimit) return true;
  if (isHarmful === undefined) return change >= FAR_UNCLEAR;
  return isHarmful && (isUserFacing || change >= FAR);
}

/** Whether a range is so narrow that one would say that the metric stayed in it. */
function isNarrow({ lowest, highest }: NonNullable<MetricFact['steady']>) {
  const size = Math.max(Math.abs(lowest.value), Math.abs(highest.value));
  return highest.value - lowest.value <= size * NARROW;
}

/** Percentiles of one thing say the same; the series of one metric do not. */
function familyOf({ metric, service, labels }: MetricFact): string {
  return JSON.stringify([
    metric.replace(
      /[_-]?(?:p|q)\d{2,3}(?=$|[_-])|[_-]?(?:avg|mean|median|rate|ratio|percent)$/gi,
      '',
    ),
    service,
    labels,
  ]);
}
