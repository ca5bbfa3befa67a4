import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type AssertionOf,
} from '@postmortems/backstage-plugin-postmortems-common';
import { countSteps, isUnanswered } from '../../traces';
import { conditionInWords } from '../causes';
import { changeInWords } from '../causes/changes';
import { stepsOf } from '../causes/step';
import type { SealedFacts } from '../SealedFacts';
import { tellingRows } from '../tellingRows';
import {
  contradictedBy,
  holdsBy,
  saysWords,
  spanAt,
  unknown,
  unsupported,
} from './result';
import { timeText } from '../render/reasons';
import type { Evaluation, Evaluator } from './types';

const SOURCE_TYPES = [
  'chat',
  'telemetry',
  'deployment',
  'agent_trace',
] as const;

/** What the sealed evidence lacks, by the seal's manifest and the trace. */
export const evaluateMissingEvidence: Evaluator<'missingEvidence'> = (
  assertion,
  facts,
) => {
  if (facts.isChanged(SEAL_EVIDENCE_ID)) {
    return unsupported('The record of the seal is not what was sealed');
  }
  const { manifest } = facts.seal;
  const { what, count } = assertion;
  switch (what) {
    case 'chat':
    case 'telemetry':
    case 'deployment':
    case 'agent_trace':
      return compareCount(
        facts,
        `/bySourceType/${what}`,
        manifest.bySourceType[what] ?? 0,
        0,
      );
    case 'nothing': {
      const missing = SOURCE_TYPES.filter(
        type => (manifest.bySourceType[type] ?? 0) === 0,
      );
      return missing.length > 0
        ? contradictedBy(`The evidence has no ${missing.join(', ')}`)
        : compareCount(facts, '/nodes', manifest.nodes, count);
    }
    case 'selection':
      return compareCount(facts, '/nodes', manifest.nodes, count);
    case 'truncated':
      return compareCount(facts, '/truncated', manifest.truncated, count);
    case 'unread':
      return unreadEvidence(assertion, facts);
    case 'uninterpreted':
    case 'unused':
      return uninterpreted(assertion, facts);
    case 'cause_decision':
      return undecidedCause(assertion, facts);
    case 'open':
      // What follows says what is open; that a cause is confirmed no evidence says
      return holdsBy(
        'Whether something is settled, people decide',
        ...spanAt(facts, RECORD_EVIDENCE_ID, '/key'),
      );
    case 'detection_time':
      return noTime('/detectedAt', facts);
    case 'mitigation_time':
      return noTime('/mitigatedAt', facts);
    case 'resolution_time':
      return noTime('/resolvedAt', facts);
    case 'telemetry_of_services':
      return silentServices(assertion, facts);
    case 'collection':
      return incompleteCollection(assertion, facts);
    default:
      return nothingConcluded(assertion, facts);
  }
};

/** Evidence confirms no cause; whoever names a possible one is asked for the words. */
function undecidedCause(
  { text, origin, evidence = '' }: AssertionOf<'missingEvidence'>,
  facts: SealedFacts,
): Evaluation {
  const decided = 'No cause is confirmed by evidence alone';
  const payload = facts.node(evidence)?.payload;
  if (text === undefined) {
    return holdsBy(
      decided,
      ...spanAt(facts, SEAL_EVIDENCE_ID, '/bySourceType/agent_trace'),
    );
  }
  const sourceOf = () => {
    if (origin === 'investigator')
      return facts.trace?.rootCauseHypothesis ?? undefined;
    if (origin === 'change') return changeInWords(evidence, facts);
    if (origin === 'condition') return conditionInWords(evidence, facts);
    return payload?.kind === 'message' ? payload.text : undefined;
  };
  const spans = origin === 'chat' ? spanAt(facts, evidence, '/text') : [];
  const source = facts.isChanged(evidence) ? undefined : sourceOf();
  if (source === undefined) {
    return unsupported('No evidence names this cause', ...spans);
  }
  // Words in which names gave way to roles are for a person to compare
  return saysWords(source, text)
    ? holdsBy(decided, ...spans)
    : unknown('The evidence names it in other words', ...spans);
}

function compareCount(
  facts: SealedFacts,
  pointer: string,
  actual: number,
  stated: number | undefined,
): Evaluation {
  const spans = spanAt(facts, SEAL_EVIDENCE_ID, pointer);
  return stated === undefined || stated === actual
    ? holdsBy(`The seal counts ${actual}`, ...spans)
    : contradictedBy(`The seal counts ${actual}`, ...spans);
}

/** Evidence of a large incident that is not held. */
function unreadEvidence(
  { count }: AssertionOf<'missingEvidence'>,
  facts: SealedFacts,
): Evaluation {
  const size = facts.unread?.size ?? 0;
  const detail = `${size} of ${facts.seal.manifest.nodes} were not read`;
  const spans = spanAt(facts, SEAL_EVIDENCE_ID, '/nodes');
  return size > 0 && (count === undefined || count === size)
    ? holdsBy(detail, ...spans)
    : contradictedBy(detail, ...spans);
}

/** Payloads of a kind whose shape nobody has described: with words to quote, or without any. */
function uninterpreted(
  { what, text = '', count }: AssertionOf<'missingEvidence'>,
  facts: SealedFacts,
): Evaluation {
  const found = facts
    .select({ kind: text })
    .filter(
      ({ node, payload }) =>
        payload === undefined &&
        (tellingRows(node).length === 0) === (what === 'unused'),
    );
  const spans = found
    .slice(0, 1)
    .flatMap(({ node }) => spanAt(facts, node.id, '/kind'));
  return found.length > 0 && found.length === count
    ? holdsBy(`The evidence has ${found.length}`, ...spans)
    : contradictedBy(`The evidence has ${found.length}`, ...spans);
}

function noTime(pointer: string, facts: SealedFacts): Evaluation {
  if (facts.isChanged(RECORD_EVIDENCE_ID)) {
    return unsupported('The record of the incident is not what was sealed');
  }
  const at = facts.timeOf({ evidence: RECORD_EVIDENCE_ID, pointer });
  return at === undefined
    ? holdsBy('The record gives no such time')
    : contradictedBy(
        `The record gives ${timeText(at)}`,
        ...spanAt(facts, RECORD_EVIDENCE_ID, pointer),
      );
}

function silentServices(
  { services = [] }: AssertionOf<'missingEvidence'>,
  facts: SealedFacts,
): Evaluation {
  const heard = services.filter(
    service => facts.select({ service, sourceType: 'telemetry' }).length > 0,
  );
  return heard.length > 0
    ? contradictedBy(`There is telemetry of ${heard.join(', ')}`)
    : holdsBy('No telemetry of them is in the evidence');
}

function incompleteCollection(
  { evidence = '', text }: AssertionOf<'missingEvidence'>,
  facts: SealedFacts,
): Evaluation {
  const found = facts.node(evidence);
  const spans = spanAt(facts, evidence, '/message');
  const message = String(found?.node.payload.message ?? '');
  return found?.node.payload.kind === 'collection_failure' &&
    (!text || saysWords(message, text))
    ? holdsBy('The record of the collection says so', ...spans)
    : unsupported('No record of the collection says so', ...spans);
}

/** That no investigation names a cause or factor, or refuted a hypothesis. */
function nothingConcluded(
  { what, count }: AssertionOf<'missingEvidence'>,
  facts: SealedFacts,
): Evaluation {
  const { manifest } = facts.seal;
  const steps = countSteps(manifest);
  const spans = spanAt(
    facts,
    SEAL_EVIDENCE_ID,
    steps > 0 ? '/byKind/step' : '/bySourceType/agent_trace',
  );
  // Earlier drafts took all that agents brought for steps
  const counts = [undefined, steps, manifest.bySourceType.agent_trace];
  if (!counts.includes(count)) {
    return contradictedBy(`The seal counts ${steps} steps`, ...spans);
  }
  const { trace } = facts;
  const isNamed =
    (what === 'cause' && Boolean(trace?.rootCauseHypothesis)) ||
    (what === 'contributing_factors' &&
      (trace?.contributingFactors.length ?? 0) > 0) ||
    (what === 'refuted_hypothesis' &&
      // A step whose tool call failed refuted nothing
      stepsOf(facts).some(
        ({ step }) => !step.validation.passed && !isUnanswered(step),
      ));
  return isNamed
    ? contradictedBy('The investigation names one', ...spans)
    : holdsBy('No sealed investigation names one', ...spans);
}
