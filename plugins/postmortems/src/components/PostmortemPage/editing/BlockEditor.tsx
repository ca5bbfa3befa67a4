import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type {
  Block,
  Claim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormField } from '../../shared/form/FormField';
import { SaveOrCancel } from '../../shared/form/SaveOrCancel';
import { useWords } from '../../shared/useWords';
import { useOpenDocument } from '../documentContext';
import { editedClaimOf, type EditedClaim } from './useBlockEdit';

/**
 * A person's own words in place of a block, sentence by sentence; one that is left empty is taken out. Starts in the chosen one.
 * Ctrl+Enter saves. What is written and not saved is there again when one comes back.
 */
export function BlockEditor(props: {
  block: Block;
  claim: Claim;
  saving: boolean;
  onSave(claims: EditedClaim[]): void;
  onCancel(): void;
}) {
  const { block, claim: chosen, saving, onSave, onCancel } = props;
  const { t } = useWords();
  const { drafts } = useOpenDocument();
  const [start] = useState(() =>
    // Whoever comes back has not asked for a field
    drafts.has(block.id)
      ? undefined
      : block.claims.findIndex(({ id }) => id === chosen.id),
  );
  const [draft, setDraft] = useState(
    () => drafts.get(block.id) ?? block.claims.map(editedClaimOf),
  );
  const change = (index: number, part: Partial<EditedClaim>) => {
    const changed = draft.map((claim, place) =>
      place === index ? { ...claim, ...part } : claim,
    );
    drafts.set(block.id, changed);
    setDraft(changed);
  };
  const save = () => onSave(draft.filter(({ text }) => text.trim() !== ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys work in each of its fields
    <form
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label={t('page.editing.edit')}
    >
      {draft.map((claim, index) => (
        // Sentences have no identity of their own while they are written
        // eslint-disable-next-line react/no-array-index-key
        <div key={index}>
          <FormField
            id={`edit-${block.id}-${index}`}
            label={t('page.editing.sentence', { number: `${index + 1}` })}
            value={claim.text}
            onChange={event => change(index, { text: event.target.value })}
            inputRef={index === start ? focusOnMount : undefined}
            multiline
            variant="outlined"
          />
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={claim.attest ?? false}
                onChange={event =>
                  change(index, { attest: event.target.checked })
                }
              />
            }
            label={t('page.editing.attest')}
          />
        </div>
      ))}
      <SaveOrCancel saving={saving} onCancel={onCancel} />
    </form>
  );
}
