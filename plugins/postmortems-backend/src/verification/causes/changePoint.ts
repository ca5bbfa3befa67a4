import { quantityText, timeText } from '../render';
import { MAX_IDS, type TieFinder, timeOfCause } from './context';
import { listed } from './names';
import { findBreak } from './seriesBreak';

/** How soon after the cause a metric has to break. */
const SOON_MS = 10 * 60_000;

/** A metric of an affected service, or of the cause's own, breaks at the cause. */
export const findChangePoint: TieFinder = (cause, context) => {
  const { facts, affected, language } = context;
  const at = timeOfCause(cause, context);
  const own = cause.cause && facts.node(cause.cause.evidence);
  if (at === undefined || !own) return [];
  const ownService = facts.serviceKey(own.node.metadata.service);
  const found: { id: string; words: string }[] = [];
  for (const { id, service, payload } of context.metrics) {
    if (id === own.node.id) continue;
    if (service !== ownService && !affected.has(service)) continue;
    const change = findBreak(
      facts.points(id),
      { from: at - SOON_MS, to: at + SOON_MS },
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
