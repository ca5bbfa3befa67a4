import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  listClaims,
  type InvestigationTrace,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Ids of the evidence that claims and steps of the trace cite, each once. */
export function citedIds(
  postmortem: Postmortem,
  trace: InvestigationTrace | undefined,
): string[] {
  const ids = new Set(
    listClaims(postmortem).flatMap(({ spans }) =>
      spans.map(({ evidenceId }) => evidenceId),
    ),
  );
  for (const step of trace?.steps ?? []) {
    for (const id of step.evidence) ids.add(id);
    ids.add(trace!.stepEvidence[step.stepId]);
  }
  // These two are not stored as evidence
  ids.delete(RECORD_EVIDENCE_ID);
  ids.delete(SEAL_EVIDENCE_ID);
  return [...ids];
}
