import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type InvestigationTrace,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Ids of the stored evidence that the claims and the steps of the trace point to, each once. */
export function citedIds(
  { sections }: Postmortem,
  trace: InvestigationTrace | undefined,
): string[] {
  const ids = new Set(
    sections.flatMap(({ blocks }) =>
      blocks.flatMap(({ claims }) =>
        claims.flatMap(({ spans }) =>
          spans.map(({ evidenceId }) => evidenceId),
        ),
      ),
    ),
  );
  for (const step of trace?.steps ?? []) {
    for (const id of step.evidence) ids.add(id);
    ids.add(trace!.stepEvidence[step.stepId]);
  }
  // The system itself answers for these two
  ids.delete(RECORD_EVIDENCE_ID);
  ids.delete(SEAL_EVIDENCE_ID);
  return [...ids];
}
