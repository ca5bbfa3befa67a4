import { useApi } from '@backstage/core-plugin-api';
import type { Block } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { usePostmortemContext } from '../state/postmortemContext';
import { useRevisionWrite } from '../state/useRevisionWrite';

/** Sets the category of a block. */
export function useCategoryChange(block: Block) {
  const { postmortem, onWritten } = usePostmortemContext();
  const api = useApi(postmortemsApiRef);
  const { write, error, conflict } = useRevisionWrite({
    postmortem,
    onWritten,
  });
  const setCategory = (category: string | null) =>
    write(() =>
      api.setBlockCategory(postmortem.id, block.id, {
        baseRevision: postmortem.revision,
        category,
      }),
    );
  return { setCategory, error, conflict };
}
