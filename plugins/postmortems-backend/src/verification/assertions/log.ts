import { holds } from '../compare';
import { nameKey } from '../nameKey';
import { checkInstant } from './events';
import {
  contradictedBy,
  firstFailing,
  holdsBy,
  nodeOfKind,
  saysWords,
  spanAt,
  unsupported,
} from './result';
import type { Evaluation, Evaluator } from './types';

/** A service logged something, or the platform reported an event. */
export const evaluateLog: Evaluator<'log'> = (assertion, facts) => {
  const { evidence: id, service, level, text, occurrences } = assertion;
  const found = nodeOfKind(facts, id, ['log', 'event']);
  if ('outcome' in found) return found;
  const { node } = found;
  const payload = node.payload as Record<string, unknown>;
  const message = String(payload.message ?? '');
  const spans = spanAt(facts, id, '/message');
  const checks: Evaluation[] = [];
  if (!saysWords(message, text)) {
    checks.push(unsupported('The log does not say that', ...spans));
  }
  if (service && !facts.isSameService(service, node.metadata.service)) {
    checks.push(contradictedBy(`${node.metadata.service} logged it`, ...spans));
  }
  if (level && nameKey(level) !== nameKey(String(payload.level ?? ''))) {
    checks.push(
      contradictedBy(
        `Its level is ${String(payload.level ?? 'not recorded')}`,
        ...spans,
      ),
    );
  }
  if (occurrences) {
    const count = typeof payload.count === 'number' ? payload.count : 1;
    if (!holds(occurrences, { value: count, unit: 'count' })) {
      checks.push(contradictedBy(`The evidence counts ${count}`, ...spans));
    }
    spans.push(...spanAt(facts, id, '/count'));
  }
  checks.push(...checkInstant(assertion.at, facts.timeOf({ evidence: id })));
  return (
    firstFailing(checks) ??
    holdsBy(`${node.metadata.service} logged it`, ...spans)
  );
};
