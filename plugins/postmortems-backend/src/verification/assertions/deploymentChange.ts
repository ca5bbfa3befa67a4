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

const KINDS = ['deployment', 'rollback', 'config_change'];

const IN_WORDS: Record<string, string> = {
  deployment: 'a deployment',
  rollback: 'a rollback',
  config_change: 'a configuration change',
};

/** A deployment, rollback or configuration change, with the versions it went from and to. */
export const evaluateDeploymentChange: Evaluator<'deploymentChange'> = (
  assertion,
  facts,
) => {
  const { evidence: id, change, service } = assertion;
  const found = nodeOfKind(facts, id, KINDS);
  if ('outcome' in found) return found;
  const { node } = found;
  const payload = node.payload as Record<string, unknown>;
  const spans = [
    ...spanAt(facts, id, '/kind'),
    ...spanAt(facts, id, '/version'),
  ];
  const checks: Evaluation[] = [];
  if (payload.kind !== change) {
    checks.push(
      contradictedBy(`It was ${IN_WORDS[String(payload.kind)]}`, ...spans),
    );
  }
  if (service && !facts.isSameService(service, node.metadata.service)) {
    checks.push(contradictedBy(`It was of ${node.metadata.service}`, ...spans));
  }
  const fields = [
    ['name', assertion.name, 'name'],
    ['previousVersion', assertion.from, 'previous version'],
    ['version', assertion.to, 'version'],
    ['status', assertion.status, 'status'],
    ['environment', assertion.environment, 'environment'],
  ] as const;
  for (const [field, stated, inWords] of fields) {
    if (stated === undefined) continue;
    const actual = payload[field];
    if (typeof actual !== 'string' || actual === '') {
      checks.push(
        unsupported(`The evidence records no ${inWords} of it`, ...spans),
      );
    } else if (plainVersion(stated) !== plainVersion(actual)) {
      checks.push(contradictedBy(`Its ${inWords} is ${actual}`, ...spans));
    } else {
      spans.push(...spanAt(facts, id, `/${field}`));
    }
  }
  const at = facts.timeOf({ evidence: id });
  checks.push(...checkInstant(assertion.at, at));
  return (
    firstFailing(checks) ??
    holdsBy(
      `${IN_WORDS[change]} of ${node.metadata.service} at ${timeText(at!)}`,
      ...spans,
    )
  );
};

/** `v2.4.1` and `2.4.1` are the same version. */
function plainVersion(version: string): string {
  return nameKey(version).replace(/^v(?=\d)/, '');
}
