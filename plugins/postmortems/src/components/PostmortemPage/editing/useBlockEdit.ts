import { useApi } from '@backstage/core-plugin-api';
import type {
  Assertion,
  Block,
  Claim,
  DraftClaim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useRevisionWrite } from '../state/useRevisionWrite';

export type EditedClaim = Pick<DraftClaim, 'text' | 'kind' | 'spans'> & {
  /** What a person reads the text as, in place of the grammar. */
  assertions?: Assertion[];
  attest?: boolean;
};

export function editedClaimOf(claim: Claim): EditedClaim {
  const { text, kind, spans, attestedBy } = claim;
  return {
    text,
    kind,
    spans,
    assertions: givenAssertionsOf(claim),
    attest: attestedBy !== undefined,
  };
}

/** What a person gave for a claim; ties of a cause are found again by code. */
export function givenAssertionsOf({
  reading,
}: Pick<Claim, 'reading'>): Assertion[] | undefined {
  if (reading?.by !== 'person') return undefined;
  const given = reading.assertions.filter(
    ({ type }) => type !== 'candidateCause',
  );
  return given.length > 0 ? given : undefined;
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
        claims,
      }),
    );
  /** Moves the block after another one of its section; `null` is its beginning. */
  const move = (after: string | null): Promise<boolean> =>
    write(() => api.moveBlock(postmortem.id, block.id, { after }));
  return { save, move, saving: running, error, conflict };
}
