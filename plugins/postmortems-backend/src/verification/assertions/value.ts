import { holds, isWithin, momentTest } from '../compare';
import { backSince } from '../backSince';
import { quantityText, timeText } from '../render/reasons';
import { contradictedBy } from './result';
import { findSeries, pointSpan } from './series';
import type { Evaluator } from './types';

/** From where a series may have come back; which one a sentence does not say. */
const DIRECTIONS = ['rose', 'fell'] as const;

/** A metric has a value at a time, or keeps to a bound during a window. */
export const evaluateValue: Evaluator<'value'> = (assertion, facts) => {
  const found = findSeries(assertion.series, facts);
  if ('outcome' in found) return found;
  const { id, unit, points } = found;
  const { quantity, extent, at, window, backTo } = assertion;
  const isStart = backTo && momentTest(backTo);
  const isMeant = at && momentTest(at);
  const open = isStart
    ? points
        .filter(point => isStart(point.at))
        .flatMap(level =>
          DIRECTIONS.flatMap(direction => backSince(points, level, direction)),
        )
    : points;
  const inWindow = open.filter(point => !window || isWithin(point.at, window));
  const dated = inWindow.filter(point => !isMeant || isMeant(point.at));
  // The whole window is meant; the time says that there is a point at one end of it
  const isWhole = extent === 'throughout' && window && dated.length > 0;
  const candidates = isWhole ? inWindow : dated;
  if (backTo && candidates.length === 0) {
    return contradictedBy(
      `${assertion.series.metric} was not back at its earlier level then`,
    );
  }
  if (candidates.length === 0) {
    return {
      outcome: 'unsupported',
      detail: `${assertion.series.metric} has no point at that time`,
      spans: [],
    };
  }
  const results = candidates.map(point => ({
    point,
    result: holds(quantity, { value: point.value, unit }),
  }));
  if (results.some(({ result }) => result === undefined)) {
    return {
      outcome: 'unknown',
      detail: `${assertion.series.metric} is recorded without the unit that is stated`,
      spans: [],
    };
  }
  const wanted = extent !== 'never';
  const example =
    extent === 'point'
      ? results.find(({ result }) => result)
      : results.find(({ result }) => result !== wanted);
  const isTrue = (extent === 'point') === (example !== undefined);
  const { point } = example ?? results[0];
  return {
    outcome: isTrue ? 'holds' : 'contradicted',
    detail: `${assertion.series.metric} was ${quantityText(
      point.value,
      unit,
    )} at ${timeText(point.at)}`,
    spans: [pointSpan(id, point)],
  };
};
