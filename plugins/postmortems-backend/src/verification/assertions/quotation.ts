import {
  quotableText,
  resolvePointer,
} from '@postmortems/backstage-plugin-postmortems-common';
import { checkInstant } from './events';
import {
  firstFailing,
  holdsBy,
  saysWords,
  spanAt,
  unsupported,
} from './result';
import type { Evaluator } from './types';

/** A source's own words at a place of its payload. */
export const evaluateQuotation: Evaluator<'quotation'> = (assertion, facts) => {
  const { evidence: id, pointer, text, service, source } = assertion;
  if (facts.isChanged(id))
    return unsupported(`The evidence ${id} is not what was sealed`);
  const actual = quotableText(resolvePointer(facts.document(id), pointer));
  const span = spanAt(facts, id, pointer);
  if (actual === undefined || !saysWords(actual, text)) {
    return unsupported('The evidence does not say that', ...span);
  }
  const node = facts.node(id)?.node;
  if (service && node && !facts.isSameService(service, node.metadata.service)) {
    return unsupported(`It is about ${node.metadata.service}`, ...span);
  }
  // Notes and events are told by their kind, other records by their provider.
  const sources = node && [
    node.payload.kind,
    node.provider,
    facts.payloadKinds.get(String(node.payload.kind))?.name,
  ];
  if (source && node && !sources?.includes(source)) {
    return unsupported(`It was recorded by ${node.provider}`, ...span);
  }
  return (
    firstFailing(
      checkInstant(
        assertion.at,
        facts.timeOf({ evidence: id, pointer: assertion.timeAt }),
      ),
    ) ?? holdsBy('The evidence says so', ...span)
  );
};
