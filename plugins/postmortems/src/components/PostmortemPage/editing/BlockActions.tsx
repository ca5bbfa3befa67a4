import Typography from '@material-ui/core/Typography';
import type {
  Block,
  Claim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { Note } from '../../shared/layout/Note';
import { usePostmortemContext } from '../state/postmortemContext';
import { BlockButtons } from './BlockButtons';
import { BlockEditor } from './BlockEditor';
import { Concerns } from './Concerns';
import { InlineConfirmation } from './InlineConfirmation';
import { NewerGeneratedText } from './NewerGeneratedText';
import { editedClaimOf, useBlockEdit } from './useBlockEdit';

/**
 * The actions of a claim: edit, confirm, move and remove it, use the newer
 * generated text, or replace names by roles.
 *
 * @param props - `onDone` is called before the focused element unmounts
 */
export function BlockActions(props: {
  claim: Claim;
  block: Block;
  onWritten(postmortem: Postmortem): void;
  onDone(): void;
  /** @param isEditing - whether the editor is open */
  onEditing(isEditing: boolean): void;
}) {
  const { claim, block, onWritten, onDone, onEditing } = props;
  const { t } = useTranslation();
  const { drafts, postmortem, announce } = usePostmortemContext();
  const { save, move, saving, error, conflict } = useBlockEdit({
    postmortem,
    block,
    onWritten,
  });
  const [action, setAction] = useState<
    'edit' | 'confirm' | 'remove' | undefined
  >(() => (drafts.has(block.id) ? 'edit' : undefined));
  const isEditing = action === 'edit';
  useEffect(() => {
    onEditing(isEditing);
    return () => onEditing(false);
  }, [isEditing, onEditing]);
  const stop = () => {
    drafts.delete(block.id);
    onDone();
    setAction(undefined);
  };
  const attest = async (attested: boolean) => {
    const saved = await save(
      block.claims.map(one =>
        one.id === claim.id
          ? { ...editedClaimOf(one), attest: attested }
          : editedClaimOf(one),
      ),
    );
    if (!saved) return;
    stop();
    announce(
      attested ? t('page.editing.confirmed') : t('page.editing.takenBack'),
    );
  };
  const remove = async () => {
    const others = block.claims.filter(({ id }) => id !== claim.id);
    if (!(await save(others.map(editedClaimOf)))) return;
    stop();
    announce(t('page.writing.removed'));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !action) return;
    event.stopPropagation();
    stop();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape works in all that it contains
    <div onKeyDown={onKeyDown}>
      {!action && (
        <BlockButtons
          claim={claim}
          block={block}
          onEdit={() => setAction('edit')}
          onConfirm={() => setAction('confirm')}
          onTakeBack={() => attest(false)}
          onRemove={() => setAction('remove')}
          onMove={async (after, message) => {
            if (await move(after)) announce(message);
          }}
        />
      )}
      {conflict && (
        <Note tone="warning" role="alert">
          <Typography>{t('page.conflict.title')}</Typography>
          <Typography variant="caption">{t('page.conflict.theirs')}</Typography>
          <Typography variant="body2">
            {block.claims.map(({ text }) => text).join(' ') ||
              t('page.conflict.empty')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t('page.conflict.saveAgain')}
          </Typography>
        </Note>
      )}
      <ErrorAlert title={t('page.editing.failed')} error={error} />
      {isEditing && (
        <BlockEditor
          block={block}
          claim={claim}
          saving={saving}
          onSave={async claims => {
            if (await save(claims)) stop();
          }}
          onCancel={stop}
        />
      )}
      {action === 'confirm' && (
        <InlineConfirmation
          question={t('page.editing.attest')}
          action={t('common.confirm')}
          onConfirm={() => attest(true)}
          onCancel={stop}
        />
      )}
      {action === 'remove' && (
        <InlineConfirmation
          question={t('page.writing.removeQuestion')}
          action={t('page.writing.remove')}
          onConfirm={remove}
          onCancel={stop}
        />
      )}
      {!isEditing && (
        <>
          <Concerns block={block} onReplace={save} />
          <NewerGeneratedText block={block} onUse={save} />
        </>
      )}
    </div>
  );
}
