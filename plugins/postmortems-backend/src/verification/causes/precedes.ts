import { durationText } from '../assertions/durationText';
import { type TieFinder, timeOfCause } from './context';

/** It happened before the effect, within the template's window. */
export const findPrecedes: TieFinder = (cause, context) => {
  const at = timeOfCause(cause, context);
  const { effect, lookbackMs } = context;
  if (at === undefined || at > effect.at || effect.at - at > lookbackMs) {
    return [];
  }
  return [
    {
      type: 'precedes',
      evidence: [...new Set([cause.cause!.evidence, effect.event.evidence])],
      detail: `It happened ${durationText((effect.at - at) / 1000)} before ${
        effect.what
      }`,
    },
  ];
};
