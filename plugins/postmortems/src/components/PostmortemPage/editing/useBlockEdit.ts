import { useApi } from '@backstage/core-plugin-api';
import type {
  Block,
  Claim,
  DraftClaim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { failedWith } from '../../shared/failure/failure';

export type EditedClaim = Pick<DraftClaim, 'text' | 'kind' | 'spans'> & {
  attest?: boolean;
};

export function editedClaimOf(claim: Claim): EditedClaim {
  const { text, kind, spans, attestedBy } = claim;
  return { text, kind, spans, attest: attestedBy !== undefined };
}

/** Puts words into a block; what went wrong stays until the next attempt. */
export function useBlockEdit(options: {
  postmortem: Postmortem;
  block: Block;
  onWritten(postmortem: Postmortem): void;
}) {
  const { postmortem, block, onWritten } = options;
  const api = useApi(postmortemsApiRef);
  const running = useRef(false);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [overtaken, setOvertaken] = useState(false);
  const save = async (claims: EditedClaim[]): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setSaving(true);
    setFailure(undefined);
    setOvertaken(false);
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
    } catch (error) {
      const newest =
        failedWith(error, 409) &&
        (await api.getPostmortem(postmortem.id).catch(() => undefined));
      if (newest) {
        setOvertaken(true);
        onWritten(newest);
      } else {
        setFailure(error);
      }
      return false;
    } finally {
      running.current = false;
      setSaving(false);
    }
  };
  return {
    save,
    saving,
    failure,
    /** Somebody else has changed the block since it was read; it is on the page as it is now. */
    overtaken,
  };
}
