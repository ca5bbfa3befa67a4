import { useApi } from '@backstage/core-plugin-api';
import type {
  Block,
  Claim,
  DraftClaim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useRevisionWrite } from '../state/useRevisionWrite';

export type EditedClaim = Pick<DraftClaim, 'text' | 'kind' | 'spans'> & {
  attest?: boolean;
};

export function editedClaimOf(claim: Claim): EditedClaim {
  const { text, kind, spans, attestedBy } = claim;
  return { text, kind, spans, attest: attestedBy !== undefined };
}

/** Saves the claims of a block, or moves it. */
export function useBlockEdit(options: {
  postmortem: Postmortem;
  block: Block;
  onWritten(postmortem: Postmortem): void;
}) {
  const { postmortem, block } = options;
  const api = useApi(postmortemsApiRef);
  const { write, running, error, conflict } = useRevisionWrite(options);
  /** Whether the claims were saved. */
  const save = (claims: EditedClaim[]): Promise<boolean> =>
    write(() =>
      api.editBlock(postmortem.id, block.id, {
        baseRevision: postmortem.revision,
        claims: claims.map(({ text, kind, spans, attest }) => ({
          text,
          kind,
          spans,
          attest,
        })),
      }),
    );
  /** Moves the block after another one of its section; `null` is its beginning. */
  const move = (after: string | null): Promise<boolean> =>
    write(() => api.moveBlock(postmortem.id, block.id, { after }));
  return { save, move, saving: running, error, conflict };
}
