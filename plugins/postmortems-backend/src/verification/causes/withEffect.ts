import { durationText, timeText } from '../render';
import { conditionsOf, endsWithEffect } from './conditions';
import type { TieFinder } from './context';

/** That a condition begins and ends with the effect, and was not recorded before. */
export const findWithEffect: TieFinder = ({ origin, cause }, context) => {
  if (origin !== 'condition') return [];
  const found = conditionsOf(context).find(
    ({ node }) => node.id === cause?.evidence,
  );
  if (!found) return [];
  const { effect, language } = context;
  const { node, pointer, at, last, watchedSince } = found;
  // Points of a metric are no records of what they show
  const count = pointer ? 1 : found.count;
  const { messages } = language;
  return [
    {
      type: 'begins_with_effect',
      evidence: [...new Set([node.id, effect.event.evidence])],
      detail: messages.cause.beginsWithEffect({
        number: language.number(count),
        count,
        time: timeText(at, language),
        length: durationText(Math.abs(at - effect.at) / 1000, language),
        isBefore: at < effect.at,
        effect: effect.what,
      }),
    },
    ...(endsWithEffect(found, context)
      ? [
          {
            type: 'ends_with_effect' as const,
            evidence: [...new Set([node.id, effect.ended!.evidence])],
            detail: messages.cause.endsWithEffect({
              time: timeText(last, language),
              ended: effect.ended!.what,
            }),
          },
        ]
      : []),
    ...(watchedSince === undefined
      ? []
      : [
          {
            type: 'not_seen_before' as const,
            evidence: [node.id],
            detail: messages.cause.notSeenBefore({
              time: timeText(watchedSince, language),
            }),
          },
        ]),
  ];
};
