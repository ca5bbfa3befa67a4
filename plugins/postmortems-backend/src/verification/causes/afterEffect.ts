import { durationText } from '../render';
import { type CounterEvidenceFinder, timeOfCause } from './context';

/** Clocks differ by this much. */
const TOLERANCE_MS = 60_000;

/** It happened after the effect. */
export const findAfterEffect: CounterEvidenceFinder = (cause, context) => {
  const at = timeOfCause(cause, context);
  const { effect, language } = context;
  return at !== undefined && at - effect.at > TOLERANCE_MS
    ? [
        {
          type: 'after_effect',
          evidence: [
            ...new Set([cause.cause!.evidence, effect.event.evidence]),
          ],
          detail: language.messages.cause.afterEffect({
            length: durationText((at - effect.at) / 1000, language),
            effect: effect.what,
          }),
        },
      ]
    : [];
};
