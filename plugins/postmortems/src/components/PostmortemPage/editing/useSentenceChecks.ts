import { useApi } from '@backstage/core-plugin-api';
import type {
  EvidenceSpan,
  VerifyClaims,
  VerifyClaimsResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { usePostmortemContext } from '../state/postmortemContext';
import type { EditedClaim } from './useBlockEdit';

/** What the verifier says of a sentence as it was written. */
export type SentenceCheck = VerifyClaimsResponse['results'][number] & {
  /** Evidence that would support the sentence, and that it does not cite. */
  found: EvidenceSpan[];
};

/** Checks sentences while they are written. A changed sentence has no result. */
export function useSentenceChecks() {
  const api = useApi(postmortemsApiRef);
  const { incidentKey } = usePostmortemContext().postmortem;
  const { run, running, error } = useAsyncAction();
  const [results, setResults] = useState<ReadonlyMap<string, SentenceCheck>>(
    new Map(),
  );

  /** The results in the order of the claims; `undefined` when the check failed. */
  const check = (
    claims: readonly EditedClaim[],
  ): Promise<SentenceCheck[] | undefined> =>
    run(async () => {
      const requests = claims.map(requestsOf);
      const answer = await api.verifyClaims(incidentKey, {
        claims: requests.flat(),
      });
      let next = 0;
      const checked = requests.map((request, index): SentenceCheck => {
        const [result, uncited = result] = answer.results.slice(
          next,
          (next += request.length),
        );
        const cited = new Set(claims[index].spans.map(keyOfSpan));
        return {
          ...result,
          found: uncited.spans.filter(span => !cited.has(keyOfSpan(span))),
        };
      });
      setResults(before => {
        const after = new Map(before);
        claims.forEach((claim, index) =>
          after.set(keyOf(claim), checked[index]),
        );
        return after;
      });
      return checked;
    });

  return {
    check,
    checking: running,
    error,
    resultOf: (claim: EditedClaim) => results.get(keyOf(claim)),
  };
}

/**
 * A sentence as it is, and without its citations: evidence is searched only for a
 * sentence that cites none.
 */
function requestsOf({
  text,
  kind,
  spans,
  assertions,
}: EditedClaim): VerifyClaims['claims'] {
  const claim = { text, kind, spans, assertions };
  return spans.length > 0 ? [claim, { ...claim, spans: [] }] : [claim];
}

function keyOf({ text, kind, spans, assertions }: EditedClaim): string {
  return JSON.stringify([text, kind, spans, assertions]);
}

export function keyOfSpan({
  evidenceId,
  pointer,
  quote,
}: EvidenceSpan): string {
  return JSON.stringify([evidenceId, pointer, quote]);
}
