import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  listClaims,
  type Claim,
  type EvidenceNode,
  type InvestigationTrace,
  type ProvenanceEdge,
  type ProvenanceGraph,
  type ProvenanceNode,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isUnanswered } from '../../traces';

const MAX_LABEL = 120;

/** Ids of nodes, with a prefix for each type of node. */
const claimNodeId = (id: string) => `claim:${id}`;
const evidenceNodeId = (id: string) => `evidence:${id}`;
const stepNodeId = (id: string) => `step:${id}`;
const hypothesisNodeId = (id: string) => `hypothesis:${id}`;

/**
 * From each claim over its spans to the evidence, and from there to the steps
 * and hypotheses of the investigation.
 */
export function buildProvenanceGraph(options: {
  postmortem: Postmortem;
  trace?: InvestigationTrace;
  evidence: ReadonlyMap<string, EvidenceNode>;
}): ProvenanceGraph {
  const { postmortem, trace, evidence } = options;
  const nodes = new Map<string, ProvenanceNode>();
  const edges = new Map<string, ProvenanceEdge>();
  const graph: Graph = {
    addNode: node => nodes.set(node.id, nodes.get(node.id) ?? node),
    addEdge: edge => edges.set(JSON.stringify(edge), edge),
    addEvidence: id => {
      graph.addNode(toEvidenceNode(id, evidence.get(id)));
      return evidenceNodeId(id);
    },
  };
  if (trace) addTrace(graph, trace);
  for (const claim of listClaims(postmortem)) addClaim(graph, claim, trace);
  return {
    postmortemId: postmortem.id,
    revision: postmortem.revision,
    nodes: [...nodes.values()],
    edges: [...edges.values()],
  };
}

type Graph = {
  addNode(node: ProvenanceNode): void;
  addEdge(edge: ProvenanceEdge): void;
  /** Answers with the id in the graph. */
  addEvidence(id: string): string;
};

function addClaim(
  graph: Graph,
  claim: Claim,
  trace: InvestigationTrace | undefined,
): void {
  const id = claimNodeId(claim.id);
  graph.addNode({
    type: 'claim',
    id,
    label: shorten(claim.text),
    kind: claim.kind,
    verdict: claim.verdict,
  });
  claim.spans.forEach(({ evidenceId, pointer, quote }, index) => {
    const span = `span:${claim.id}:${index}`;
    graph.addNode({ type: 'span', id: span, label: shorten(quote), pointer });
    graph.addEdge({ from: id, to: span, type: 'cites' });
    graph.addEdge({
      from: span,
      to: graph.addEvidence(evidenceId),
      type: 'quotes',
    });
  });
  const stated = hypothesisOf(claim, trace);
  if (stated) graph.addEdge({ from: id, to: stated, type: 'states' });
}

/** The hypothesis that a claim repeats. */
function hypothesisOf(
  { kind, text }: Claim,
  trace: InvestigationTrace | undefined,
): string | undefined {
  if (!trace) return undefined;
  const repeats = (words: string) =>
    text.replace(/[.!?]$/, '').endsWith(
      words
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/[.!?]$/, ''),
    );
  if (
    kind === 'root_cause' &&
    trace.rootCauseHypothesis &&
    repeats(trace.rootCauseHypothesis)
  ) {
    return hypothesisNodeId('root_cause');
  }
  const factor =
    kind === 'contributing_factor'
      ? trace.contributingFactors.findIndex(repeats)
      : -1;
  return factor >= 0 ? hypothesisNodeId(`factor:${factor}`) : undefined;
}

function addTrace(graph: Graph, trace: InvestigationTrace): void {
  const hypotheses = [
    ...(trace.rootCauseHypothesis
      ? [
          {
            id: hypothesisNodeId('root_cause'),
            label: trace.rootCauseHypothesis,
            outcome: 'root_cause' as const,
          },
        ]
      : []),
    ...trace.contributingFactors.map((label, index) => ({
      id: hypothesisNodeId(`factor:${index}`),
      label,
      outcome: 'contributing_factor' as const,
    })),
  ];
  for (const { id, label, outcome } of hypotheses) {
    graph.addNode({ type: 'hypothesis', id, label: shorten(label), outcome });
  }
  for (const step of trace.steps) {
    const id = stepNodeId(step.stepId);
    const outcome = trace.stepOutcomes[step.stepId];
    graph.addNode({
      type: 'step',
      id,
      label: shorten(`${step.stepId}: ${step.validation.explanation}`),
      outcome,
    });
    graph.addEdge({
      from: id,
      to: graph.addEvidence(trace.stepEvidence[step.stepId]),
      type: 'recorded_as',
    });
    for (const evidence of step.evidence) {
      graph.addEdge({
        from: id,
        to: graph.addEvidence(evidence),
        type: 'examined',
      });
    }
    if (step.nextStep !== null) {
      graph.addEdge({
        from: id,
        to: stepNodeId(step.nextStep),
        type: 'followed_by',
      });
    }
    // What a tool did not answer refutes nothing
    if (outcome === 'refuted' && !isUnanswered(step)) {
      const refuted = hypothesisNodeId(`refuted:${step.stepId}`);
      graph.addNode({
        type: 'hypothesis',
        id: refuted,
        label: shorten(step.hypothesis ?? step.validation.rule),
        outcome: 'refuted',
      });
      graph.addEdge({ from: id, to: refuted, type: 'refutes' });
    }
  }
  if (trace.rootCauseHypothesis) {
    for (const cited of trace.supportingEvidence) {
      // A failed step supports nothing, though the trace cites it
      if (trace.stepOutcomes[cited] === 'refuted') continue;
      graph.addEdge({
        from: Object.hasOwn(trace.stepEvidence, cited)
          ? stepNodeId(cited)
          : graph.addEvidence(cited),
        to: hypothesisNodeId('root_cause'),
        type: 'supports',
      });
    }
  }
}

function toEvidenceNode(
  id: string,
  node: EvidenceNode | undefined,
): ProvenanceNode {
  const record = id === RECORD_EVIDENCE_ID || id === SEAL_EVIDENCE_ID;
  return {
    type: 'evidence',
    id: evidenceNodeId(id),
    label: id,
    sourceType: record || !node ? 'record' : node.sourceType,
    ...(node && { timestamp: node.timestamp }),
  };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_LABEL ? `${line.slice(0, MAX_LABEL)}…` : line;
}
