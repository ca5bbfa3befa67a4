import { CHANGES_BEFORE_MS } from '@postmortems/backstage-plugin-postmortems-node';
import { lengthOf } from '../render';
import type { TieFinder } from './context';

/** No other change of the affected services or of what they depend on is in the window. */
export const findOnlyChange: TieFinder = ({ change }, context) => {
  const { changes, effect, lookbackMs, affected, ways, language } = context;
  if (!change) return [];
  // Further back sources were not asked, however far a template looks
  const lookedMs = Math.min(lookbackMs, CHANGES_BEFORE_MS);
  const inWindow = changes.filter(
    ({ at }) => at <= effect.at && effect.at - at <= lookedMs,
  );
  if (inWindow.length !== 1 || inWindow[0].node.id !== change.node.id) {
    return [];
  }
  return [
    {
      type: 'only_change',
      evidence: [change.node.id],
      detail: language.messages.cause.onlyChange({
        services: language.list(
          [...affected].map(key => language.service(key)),
        ),
        length: language.length(lengthOf(lookedMs)),
        effect: effect.what,
        hasDependencies: ways.size > 0,
      }),
    },
  ];
};
