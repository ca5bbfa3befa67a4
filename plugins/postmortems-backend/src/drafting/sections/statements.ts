import type {
  ClaimKind,
  DraftClaim,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { findSpans } from '../spans/findSpans';
import { claimId, sentence, silently } from '../write/sentence';
import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';

const HYPOTHESIS = 'hypothesis';
/** The id of the sentence that states the cause. */
export const CAUSE_ID = claimId('root_cause', HYPOTHESIS);

/** The cause that the trace names, with the places that speak of it; the verifier says what it is worth. */
export function causeStatement(input: DraftInput): DraftClaim | undefined {
  const { trace } = input;
  const text = trace?.rootCauseHypothesis;
  return trace && text
    ? statement('root_cause', HYPOTHESIS, text, supportOf(input))
    : undefined;
}

/** The contributing factors that the trace names. */
export function factorStatements(input: DraftInput): DraftClaim[] {
  const nodes = supportOf(input);
  return [...new Set(input.trace?.contributingFactors ?? [])].map(text =>
    statement('contributing_factor', text, text, nodes),
  );
}

function statement(
  kind: ClaimKind,
  key: string,
  text: string,
  nodes: EvidenceNode[],
): DraftClaim {
  const words = text.replace(/\s+/g, ' ').trim();
  return sentence(
    kind,
    key,
    /[.!?]$/.test(words) ? words : `${words}.`,
    silently({ text: '', spans: findSpans(words, nodes) }),
  );
}

/** What the trace stands on: the steps and evidence that it cites, then what these steps looked at, then its other
 * steps, and the alerts. */
export function supportOf({ trace, evidence }: DraftInput): EvidenceNode[] {
  if (!trace) return [];
  const steps = new Map(trace.steps.map(step => [step.stepId, step]));
  const ids = new Set<string>();
  for (const cited of trace.supportingEvidence) {
    ids.add(trace.stepEvidence[cited] ?? cited);
  }
  const validated = trace.steps.filter(
    ({ stepId }) => trace.stepOutcomes[stepId] === 'validated',
  );
  for (const cited of trace.supportingEvidence) {
    for (const id of steps.get(cited)?.evidence ?? []) ids.add(id);
  }
  for (const { stepId, evidence: looked } of validated) {
    ids.add(trace.stepEvidence[stepId]);
    for (const id of looked) ids.add(id);
  }
  for (const { id, payload } of evidence) {
    // An alert says what was seen, whether or not a step looked at it
    if (payload.kind === 'alert') ids.add(id);
  }
  const byId = new Map(evidence.map(node => [node.id, node]));
  return [...ids].flatMap(id => byId.get(id) ?? []);
}
