import { quantityText, timeText } from '../render';
import type { Point } from '../SealedFacts';
import { MAX_IDS, type TieFinder, timeOfCause } from './context';
import { listed } from './names';
import { findBreak } from './seriesBreak';

/** How soon after the cause a metric has to break, beside the time between two points of it. */
const SOON_MS = 5 * 60_000;
/** Where points are further apart, nobody knows what came at once. */
const MAX_INTERVAL_MS = 10 * 60_000;

/** A metric of an affected service, or of the cause's own, breaks at the cause. */
export const findChangePoint: TieFinder = (cause, context) => {
  const { facts, affected, language } = context;
  // A condition that begins with the effect breaks no metric
  if (cause.origin === 'condition') return [];
  const at = timeOfCause(cause, context);
  const own = cause.cause && facts.node(cause.cause.evidence);
  if (at === undefined || !own) return [];
  const ownService = facts.serviceKey(own.node.metadata.service);
  const { effect } = context;
  const until = (effect.ended ?? effect.lastSeen ?? effect).at;
  const found: { id: string; words: string }[] = [];
  for (const { id, service, payload } of context.metrics) {
    if (id === own.node.id) continue;
    if (service !== ownService && !affected.has(service)) continue;
    const points = facts.points(id);
    const soon = SOON_MS + Math.min(intervalAt(points, at), MAX_INTERVAL_MS);
    const change = findBreak(
      points,
      { from: at - soon, to: at + soon, until },
      payload.unit,
    );
    // A break that began before is no sign of this cause
    if (!change || change.start.at < at) continue;
    found.push({
      id,
      words: language.messages.cause.seriesBroke({
        series: language.series({
          evidence: id,
          metric: payload.metric,
          service,
        }),
        before: quantityText(change.before, payload.unit, language),
        after: quantityText(change.point.value, payload.unit, language),
        time: timeText(change.point.at, language),
      }),
    });
  }
  return found.length > 0
    ? [
        {
          type: 'change_point',
          evidence: found.map(({ id }) => id).slice(0, MAX_IDS),
          detail: language.messages.cause.changePoint({
            breaks: listed(
              found.map(({ words }) => words),
              language,
            ),
          }),
        },
      ]
    : [];
};

/** The time between the points around a time. */
function intervalAt(points: readonly Point[], at: number): number {
  const next = points.findIndex(point => point.at > at);
  return next > 0 ? points[next].at - points[next - 1].at : 0;
}
