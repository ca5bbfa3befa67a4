import type { TieFinder } from './context';
import { shortName } from './names';

/** No other change of the affected services or of what they depend on is in the window. */
export const findOnlyChange: TieFinder = ({ change }, context) => {
  const { changes, effect, lookbackMs, affected, ways } = context;
  if (!change) return [];
  const inWindow = changes.filter(
    ({ at }) => at <= effect.at && effect.at - at <= lookbackMs,
  );
  if (inWindow.length !== 1 || inWindow[0].node.id !== change.node.id) {
    return [];
  }
  const hours = Math.round(lookbackMs / 3_600_000);
  const services = [...affected].map(shortName).join(', ');
  return [
    {
      type: 'only_change',
      evidence: [change.node.id],
      detail: `No other change of ${services}${
        ways.size > 0 ? ' or of what they depend on' : ''
      } was recorded in the ${hours} h before ${effect.what}`,
    },
  ];
};
