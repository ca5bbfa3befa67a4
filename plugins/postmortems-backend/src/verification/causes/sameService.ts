import type { TieFinder } from './context';

/** It is of a service that shows the effect. */
export const findSameService: TieFinder = ({ cause }, context) => {
  const { facts, affected, effect, language } = context;
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
          detail: language.messages.cause.sameService({
            service: language.service(service),
          }),
        },
      ]
    : [];
};
