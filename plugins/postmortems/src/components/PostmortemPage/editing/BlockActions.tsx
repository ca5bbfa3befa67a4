import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import EditIcon from '@material-ui/icons/Edit';
import type {
  Block,
  Claim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { Note } from '../../shared/layout/Note';
import { usePostmortemContext } from '../state/postmortemContext';
import { BlockEditor } from './BlockEditor';
import { Concerns } from './Concerns';
import { NewerGeneratedText } from './NewerGeneratedText';
import { editedClaimOf, useBlockEdit } from './useBlockEdit';
import { Row } from '../../shared/layout/Row';

/**
 * The actions of a claim: edit it, confirm it, use the newer generated text,
 * or replace names by roles.
 *
 * @param props - `onDone` is called before the focused element unmounts
 */
export function BlockActions(props: {
  claim: Claim;
  block: Block;
  onWritten(postmortem: Postmortem): void;
  onDone(): void;
}) {
  const { claim, block, onWritten, onDone } = props;
  const { t } = useTranslation();
  const { drafts, postmortem } = usePostmortemContext();
  const { save, saving, error, conflict } = useBlockEdit({
    postmortem,
    block,
    onWritten,
  });
  const [action, setAction] = useState<'edit' | 'confirm' | undefined>(() =>
    drafts.has(block.id) ? 'edit' : undefined,
  );
  const stop = () => {
    drafts.delete(block.id);
    onDone();
    setAction(undefined);
  };
  const confirm = async () => {
    const confirmed = await save(
      block.claims.map(one =>
        one.id === claim.id
          ? { ...editedClaimOf(one), attest: true }
          : editedClaimOf(one),
      ),
    );
    if (confirmed) stop();
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
        <Row my={1}>
          <Button
            size="small"
            variant="outlined"
            startIcon={<EditIcon />}
            onClick={() => setAction('edit')}
          >
            {t('page.editing.edit')}
          </Button>
          {canConfirm(claim) && (
            <Button
              size="small"
              variant="outlined"
              onClick={() => setAction('confirm')}
            >
              {t('page.editing.confirm')}
            </Button>
          )}
        </Row>
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
      {action === 'edit' && (
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
        <Note tone="info">
          <Typography>{t('page.editing.attest')}</Typography>
          <Row my={1}>
            <FocusedButton
              size="small"
              color="primary"
              variant="contained"
              onClick={confirm}
            >
              {t('common.confirm')}
            </FocusedButton>
            <Button size="small" onClick={stop}>
              {t('common.cancel')}
            </Button>
          </Row>
        </Note>
      )}
      {action !== 'edit' && (
        <>
          <Concerns block={block} onReplace={save} />
          <NewerGeneratedText block={block} onUse={save} />
        </>
      )}
    </div>
  );
}

/**
 * People can confirm what the evidence leaves open, but not overrule it. A
 * root cause also needs a quote.
 */
function canConfirm({ verdict, kind, reasons, attestedBy }: Claim) {
  const unproven = verdict === 'unsupported' || verdict === 'unverified';
  const quoted = reasons.some(
    ({ check, outcome }) => check === 'quote' && outcome === 'passed',
  );
  return unproven && !attestedBy && (kind !== 'root_cause' || quoted);
}
