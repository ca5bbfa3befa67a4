import type { TieFinder } from './context';
import { shortName } from './names';

/** It is of a service that shows the effect. */
export const findSameService: TieFinder = ({ cause }, context) => {
  const { facts, affected, effect } = context;
  const found = cause && facts.node(cause.evidence);
  if (!found) return [];
  const service = facts.serviceKey(found.node.metadata.service);
  const isSame = effect.service
    ? effect.service === service
    : affected.has(service);
  return isSame
    ? [
        {
          type: 'same_service',
          evidence: [cause.evidence],
          detail: `Both are of ${shortName(service)}`,
        },
      ]
    : [];
};
