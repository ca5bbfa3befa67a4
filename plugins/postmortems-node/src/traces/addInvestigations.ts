import type {
  IncidentAccess,
  SourceTrace,
  UploadedEvidence,
} from '../EvidenceSource';

/** Nodes added at once. */
const CHUNK = 500;

/** All ids that a trace cites, of evidence and of its own steps. @public */
export function citedByTrace({
  steps,
  supportingEvidence,
}: SourceTrace): string[] {
  return [
    ...supportingEvidence,
    ...steps.flatMap(({ evidence = [] }) => evidence),
  ];
}

/** A trace that does not cite these ids, because they were not stored. @public */
export function withoutCited(
  trace: SourceTrace,
  ids: ReadonlySet<string>,
): SourceTrace {
  if (ids.size === 0) return trace;
  const supportingEvidence = trace.supportingEvidence.filter(
    id => !ids.has(id),
  );
  return {
    ...trace,
    steps: trace.steps.map(({ evidence = [], ...step }) => ({
      ...step,
      evidence: evidence.filter(id => !ids.has(id)),
    })),
    supportingEvidence,
    // A cause without support would have the whole trace refused
    ...(supportingEvidence.length === 0 && { rootCauseHypothesis: null }),
  };
}

/**
 * Adds investigations with the evidence that they cite, for sources that receive both at
 * once. A trace does not cite what was refused.
 *
 * @throws as {@link IncidentAccess.addTrace} does, once all others are added
 * @public
 */
export async function addInvestigations(
  access: Pick<IncidentAccess, 'addEvidence' | 'addTrace'>,
  key: string,
  { nodes, traces = [] }: Pick<UploadedEvidence, 'nodes' | 'traces'>,
): Promise<void> {
  const refused = new Set<string>();
  for (let start = 0; start < nodes.length; start += CHUNK) {
    const chunk = nodes.slice(start, start + CHUNK);
    const { outcomes } = await access.addEvidence(key, chunk);
    for (const outcome of outcomes) {
      if (outcome.status !== 'rejected') continue;
      const isStored = outcome.errors[0].path === '/id';
      if (!isStored) refused.add(chunk[outcome.index].id ?? '');
    }
  }
  const errors: unknown[] = [];
  for (const trace of traces) {
    try {
      await access.addTrace(key, withoutCited(trace, refused));
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
