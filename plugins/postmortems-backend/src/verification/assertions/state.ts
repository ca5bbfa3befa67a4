import {
  RECORD_EVIDENCE_ID,
  type AssertionOf,
} from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import type { SealedFacts } from '../SealedFacts';
import { timeText } from '../render/reasons';
import {
  contradictedBy,
  holdsBy,
  spanAt,
  unknown,
  unsupported,
} from './result';
import type { Evaluation, Evaluator } from './types';

/** What an alert or the incident was at a time, or at the end of the evidence. */
export const evaluateState: Evaluator<'state'> = (assertion, facts) =>
  assertion.evidence === RECORD_EVIDENCE_ID
    ? incidentState(assertion, facts)
    : nodeState(assertion, facts);

function incidentState(
  { state, at }: AssertionOf<'state'>,
  facts: SealedFacts,
): Evaluation {
  const when = at ? Date.parse(at.at) : Infinity;
  const timeOf = (pointer: string) =>
    facts.timeOf({ evidence: RECORD_EVIDENCE_ID, pointer });
  const hasHappened = (pointer: string) => {
    const time = timeOf(pointer);
    return time !== undefined && time <= when;
  };
  let actual = 'open';
  if (hasHappened('/resolvedAt')) actual = 'resolved';
  else if (hasHappened('/mitigatedAt')) actual = 'mitigated';
  const detail = `The incident was ${actual}`;
  return actual === state
    ? holdsBy(detail, ...spanAt(facts, RECORD_EVIDENCE_ID, `/${actual}At`))
    : contradictedBy(detail);
}

function nodeState(
  { evidence, state, at }: AssertionOf<'state'>,
  facts: SealedFacts,
): Evaluation {
  const found = facts.node(evidence);
  if (!found) return unsupported(`The evidence ${evidence} does not exist`);
  const { node, payload } = found;
  const when = at ? Date.parse(at.at) : Infinity;
  if (payload?.kind === 'alert') {
    const events = facts
      .select({ kind: 'alert' })
      .flatMap(other =>
        other.payload?.kind === 'alert' &&
        nameKey(other.payload.alertName) === nameKey(payload.alertName) &&
        facts.isSameService(other.node.metadata.service, node.metadata.service)
          ? alertEvents(other.node.id, other.payload.status, facts)
          : [],
      );
    const latest = events
      .filter(event => event.at <= when)
      .sort((a, b) => b.at - a.at)[0];
    if (!latest)
      return unsupported('The evidence does not say what it was then');
    // Silence is no proof that it went on.
    if (latest.state === 'firing' && at === undefined && state === 'firing') {
      return unknown('The evidence does not say whether it has ended since');
    }
    const detail = `It was ${latest.state} since ${timeText(latest.at)}`;
    return latest.state === state ? holdsBy(detail) : contradictedBy(detail);
  }
  if (state === 'deployed' && payload && 'status' in payload) {
    return nameKey(String(payload.status)) === 'succeeded'
      ? holdsBy('It succeeded', ...spanAt(facts, evidence, '/status'))
      : contradictedBy(
          `Its status is ${payload.status}`,
          ...spanAt(facts, evidence, '/status'),
        );
  }
  return unknown('No code can tell the state of it');
}

function alertEvents(
  id: string,
  status: 'firing' | 'resolved',
  facts: SealedFacts,
): { at: number; state: 'firing' | 'resolved' }[] {
  const start = facts.timeOf({ evidence: id, pointer: '/startsAt' });
  const end =
    status === 'resolved'
      ? facts.timeOf({ evidence: id, pointer: '/endsAt' })
      : undefined;
  return [
    ...(start === undefined ? [] : [{ at: start, state: 'firing' as const }]),
    ...(end === undefined ? [] : [{ at: end, state: 'resolved' as const }]),
  ];
}
