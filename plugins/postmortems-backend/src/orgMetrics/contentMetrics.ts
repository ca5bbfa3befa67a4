import {
  countVerdicts,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type Claim,
  type ClaimKind,
  type EvidenceNode,
  type PostmortemContent,
  type VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Sections whose blocks can carry a category. */
const CAUSE_SECTIONS: ReadonlySet<string> = new Set([
  'rootCause',
  'contributingFactors',
  'waysOfWorking',
]);

/** Kinds of claims about what happened and why. */
const COVERED_KINDS: ReadonlySet<ClaimKind> = new Set([
  'summary',
  'impact',
  'timeline',
  'root_cause',
  'contributing_factor',
  'ruled_out',
]);

/** Evidence that the system made itself from what people entered. */
const OWN_RECORDS: ReadonlySet<string> = new Set([
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
]);

/** What org metrics count in the content of a postmortem. */
export type ContentMetrics = {
  /** Of the claims that evidence coverage is about. */
  verdicts: VerdictCounts;
  /** Ids of the categories of causes and contributing factors, each once and in order. */
  categories: string[];
};

/** Of an incident without a postmortem. */
export const NO_CONTENT_METRICS: ContentMetrics = {
  verdicts: countVerdicts([]),
  categories: [],
};

export function contentMetricsOf({
  sections,
}: Pick<PostmortemContent, 'sections'>): ContentMetrics {
  const blocks = sections.flatMap(section => section.blocks);
  const causes = sections
    .filter(({ id }) => CAUSE_SECTIONS.has(id))
    .flatMap(section => section.blocks);
  return {
    verdicts: countVerdicts(
      blocks.flatMap(({ claims }) => claims).filter(isCovered),
    ),
    categories: distinct(causes.flatMap(({ category }) => category?.id ?? [])),
  };
}

/** Names of the alerts among pieces of evidence, each once and in order. */
export function alertNamesOf(
  nodes: readonly Pick<EvidenceNode, 'payload'>[],
): string[] {
  return distinct(
    nodes.flatMap(({ payload: { kind, alertName } }) =>
      kind === 'alert' && typeof alertName === 'string' && alertName
        ? [alertName]
        : [],
    ),
  );
}

/** Whether captured evidence supports a claim, or should. */
function isCovered({ kind, spans }: Claim): boolean {
  return (
    COVERED_KINDS.has(kind) &&
    (spans.length === 0 ||
      spans.some(({ evidenceId }) => !OWN_RECORDS.has(evidenceId)))
  );
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
