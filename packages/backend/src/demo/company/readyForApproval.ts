import {
  candidateCauseOf,
  type Postmortem,
  type PostmortemsApi,
} from '@postmortems/backstage-plugin-postmortems-common';

const REASON = 'The team read the evidence and agrees.';

/**
 * What a reviewer does before an approval: stands by the contributing factors, and
 * confirms the best tied cause, or accepts that none can be confirmed.
 */
export async function readyForApproval(options: {
  api: PostmortemsApi;
  /** Of a person: machines decide nothing. */
  auth: { token: string };
  document: Postmortem;
}): Promise<void> {
  const { api, auth, document } = options;
  let current = document;
  for (const section of document.sections) {
    if (!/^(?:contributingFactors|waysOfWorking)$/.test(section.id)) continue;
    for (const { id, claims } of section.blocks) {
      if (claims.every(({ verdict }) => verdict !== 'unverified')) continue;
      const edit = {
        baseRevision: current.revision,
        claims: claims.map(({ text, kind, spans }) => ({
          text,
          kind,
          spans,
          attest: true,
        })),
      };
      current = await api.editBlock(current.id, id, edit, auth);
    }
  }
  if (!(await confirmCause(api, auth, current))) {
    const { id, revision: baseRevision, undeterminedAccepted } = current;
    if (undeterminedAccepted) return;
    const reason = 'What there is does not tell; the logs are gone by now.';
    await api.acceptUndetermined(id, { baseRevision, reason }, auth);
  }
}

async function confirmCause(
  api: PostmortemsApi,
  auth: { token: string },
  { id, rootCauseStatus, revision: baseRevision, sections }: Postmortem,
): Promise<boolean> {
  if (rootCauseStatus === 'confirmed') return true;
  const causes = sections
    .filter(section => section.id === 'rootCause')
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims }) => claims)
    .filter(claim => candidateCauseOf(claim)?.against.length === 0);
  for (const { id: claimId } of causes) {
    try {
      const outcome = 'confirmed';
      const decision = { baseRevision, outcome, reason: REASON } as const;
      await api.decideCause(id, claimId, decision, auth);
      return true;
    } catch (error) {
      // It is not tied well enough
      if ((error as { statusCode?: number }).statusCode !== 422) throw error;
    }
  }
  return false;
}
