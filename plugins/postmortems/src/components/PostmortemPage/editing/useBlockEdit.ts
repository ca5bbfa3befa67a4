import { useApi } from '@backstage/core-plugin-api';
import type {
  Block,
  Claim,
  DraftClaim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { hasStatus } from '../../shared/errors/describeError';

export type EditedClaim = Pick<DraftClaim, 'text' | 'kind' | 'spans'> & {
  attest?: boolean;
};

export function editedClaimOf(claim: Claim): EditedClaim {
  const { text, kind, spans, attestedBy } = claim;
  return { text, kind, spans, attest: attestedBy !== undefined };
}

/** Saves the claims of a block. */
export function useBlockEdit(options: {
  postmortem: Postmortem;
  block: Block;
  onWritten(postmortem: Postmortem): void;
}) {
  const { postmortem, block, onWritten } = options;
  const api = useApi(postmortemsApiRef);
  const { run, running, error } = useAsyncAction();
  const [conflict, setConflict] = useState(false);
  /** Whether the claims were saved. */
  const save = async (claims: EditedClaim[]): Promise<boolean> => {
    const saved = await run(async () => {
      setConflict(false);
      try {
        onWritten(
          await api.editBlock(postmortem.id, block.id, {
            baseRevision: postmortem.revision,
            claims: claims.map(({ text, kind, spans, attest }) => ({
              text,
              kind,
              spans,
              attest,
            })),
          }),
        );
        return true;
      } catch (failure) {
        const newest =
          hasStatus(failure, 409) &&
          (await api.getPostmortem(postmortem.id).catch(() => undefined));
        if (!newest) throw failure;
        setConflict(true);
        onWritten(newest);
        return false;
      }
    });
    return saved ?? false;
  };
  return {
    save,
    saving: running,
    error,
    /** Somebody else has changed the block; the page shows their version. */
    conflict,
  };
}
