import { useApi } from '@backstage/core-plugin-api';
import type {
  Block,
  DraftClaim,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';

export type EditedClaim = Pick<DraftClaim, 'text' | 'kind' | 'spans'> & {
  attest?: boolean;
};

/** Puts words into a block; what went wrong stays until the next attempt. */
export function useBlockEdit(options: {
  retrospective: Retrospective;
  block: Block;
  onWritten(retrospective: Retrospective): void;
}) {
  const { retrospective, block, onWritten } = options;
  const api = useApi(postmortemsApiRef);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const save = async (claims: EditedClaim[]): Promise<boolean> => {
    setSaving(true);
    setFailure(undefined);
    try {
      onWritten(
        await api.editBlock(retrospective.id, block.id, {
          baseRevision: retrospective.revision,
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
      setFailure(error);
      return false;
    } finally {
      setSaving(false);
    }
  };
  return { save, saving, failure };
}
