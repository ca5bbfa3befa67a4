import { durationText } from '../render';
import { type TieFinder, timeOfCause } from './context';

/** It happened before the effect, within the template's window. */
export const findPrecedes: TieFinder = (cause, context) => {
  // A condition begins with the effect, which another tie says
  if (cause.origin === 'condition') return [];
  const at = timeOfCause(cause, context);
  const { effect, lookbackMs, language } = context;
  if (at === undefined || at > effect.at || effect.at - at > lookbackMs) {
    return [];
  }
  return [
    {
      type: 'precedes',
      evidence: [...new Set([cause.cause!.evidence, effect.event.evidence])],
      detail: language.messages.cause.precedes({
        length: durationText((effect.at - at) / 1000, language),
        effect: effect.what,
      }),
    },
  ];
};
