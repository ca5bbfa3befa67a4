import { nameKey } from '../nameKey';
import { timeText } from '../render/reasons';
import { checkInstant } from './events';
import {
  contradictedBy,
  firstFailing,
  holdsBy,
  nodeOfKind,
  spanAt,
  unsupported,
} from './result';
import type { Evaluation, Evaluator } from './types';

/** An alert fired or ended. Only nodes of alerts say so. */
export const evaluateAlert: Evaluator<'alert'> = (assertion, facts) => {
  const { evidence: id, event, name, service, severity } = assertion;
  const found = nodeOfKind(facts, id, ['alert']);
  if ('outcome' in found) return found;
  const { node, payload } = found;
  if (payload?.kind !== 'alert')
    return unsupported(`${id} has no readable alert`);
  const spans = [
    ...spanAt(facts, id, '/alertName'),
    ...spanAt(facts, id, '/status'),
  ];
  const checks: Evaluation[] = [];
  if (nameKey(name) !== nameKey(payload.alertName)) {
    checks.push(contradictedBy(`The alert is ${payload.alertName}`, ...spans));
  }
  if (service && !facts.isSameService(service, node.metadata.service)) {
    checks.push(
      contradictedBy(`The alert is for ${node.metadata.service}`, ...spans),
    );
  }
  if (severity && nameKey(severity) !== nameKey(payload.severity ?? '')) {
    checks.push(
      payload.severity
        ? contradictedBy(`Its severity is ${payload.severity}`, ...spans)
        : unsupported('The alert records no severity', ...spans),
    );
  }
  const at =
    event === 'fired' || payload.status === 'resolved' || payload.endsAt
      ? facts.timeOf({
          evidence: id,
          pointer: event === 'fired' ? '/startsAt' : '/endsAt',
        })
      : undefined;
  if (at === undefined) {
    checks.push(
      unsupported(`The evidence does not say that ${name} ended`, ...spans),
    );
  }
  checks.push(...checkInstant(assertion.at, at));
  return (
    firstFailing(checks) ??
    holdsBy(`${payload.alertName} ${event} at ${timeText(at!)}`, ...spans)
  );
};
