import type {
  ClaimKind,
  DraftClaim,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { failedSteps } from '../../traces';
import { findSpans } from '../spans/findSpans';
import { quotedClaim } from '../write/sentence';
import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';

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
  return quotedClaim(
    kind,
    key,
    /[.!?]$/.test(words) ? words : `${words}.`,
    findSpans(words, nodes),
  );
}

/** What the trace stands on: the steps and evidence that it cites, then what these steps looked at, then its other
 * steps, and the alerts. */
export function supportOf({ trace, evidence }: DraftInput): EvidenceNode[] {
  if (!trace) return [];
  const steps = new Map(trace.steps.map(step => [step.stepId, step]));
  const ids = new Set<string>();
  const failed = failedSteps(trace);
  const supporting = trace.supportingEvidence.filter(id => !failed.has(id));
  for (const cited of supporting) {
    ids.add(trace.stepEvidence[cited] ?? cited);
  }
  const validated = trace.steps.filter(
    ({ stepId }) => trace.stepOutcomes[stepId] === 'validated',
  );
  for (const cited of supporting) {
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
