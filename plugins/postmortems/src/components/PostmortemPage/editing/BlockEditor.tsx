import type {
  Block,
  Claim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { SentencesForm } from './SentencesForm';
import { editedClaimOf, type EditedClaim } from './useBlockEdit';

/**
 * Edits a block claim by claim. Claims without text are removed. The selected
 * claim has the focus. Unsaved drafts are kept.
 */
export function BlockEditor(props: {
  block: Block;
  claim: Claim;
  saving: boolean;
  onSave(claims: EditedClaim[]): void;
  onCancel(): void;
}) {
  const { block, claim: chosen, saving, onSave, onCancel } = props;
  const { t } = useTranslation();
  const { drafts, postmortem } = usePostmortemContext();
  const section = postmortem.sections.find(({ blocks }) =>
    blocks.some(({ id }) => id === block.id),
  );
  const [focused] = useState(() =>
    // Coming back to a draft must not move the focus
    drafts.has(block.id)
      ? undefined
      : block.claims.findIndex(({ id }) => id === chosen.id),
  );
  const [draft, setDraft] = useState(
    () => drafts.get(block.id) ?? block.claims.map(editedClaimOf),
  );
  return (
    <SentencesForm
      id={`edit-${block.id}`}
      label={t('page.editing.edit')}
      claims={draft}
      saved={block.claims}
      focused={focused}
      saving={saving}
      offered={section?.guidance?.evidence}
      onChange={changed => {
        drafts.set(block.id, changed);
        setDraft(changed);
      }}
      onSave={onSave}
      onCancel={onCancel}
    />
  );
}
