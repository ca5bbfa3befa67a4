import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import EditIcon from '@material-ui/icons/Edit';
import type {
  Block,
  Claim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState, type KeyboardEvent } from 'react';
import { useWords } from '../../shared/useWords';
import { FailureAlert } from '../../shared/failure/FailureAlert';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { Note } from '../../shared/Note';
import { useOpenDocument } from '../documentContext';
import { BlockEditor } from './BlockEditor';
import { Concerns } from './Concerns';
import { NewerWords } from './NewerWords';
import { editedClaimOf, useBlockEdit } from './useBlockEdit';

const useStyles = makeStyles((theme: Theme) => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0),
  },
}));

/**
 * What a person can do about a sentence: put other words in its place, vouch for it, take what the evidence says now, put roles in
 * the place of names.
 *
 * @param props - `onDone` is called before what has the focus disappears
 */
export function BlockActions(props: {
  postmortem: Postmortem;
  claim: Claim;
  block: Block;
  onWritten(postmortem: Postmortem): void;
  onDone(): void;
}) {
  const { postmortem, claim, block, onWritten, onDone } = props;
  const classes = useStyles();
  const { t } = useWords();
  const { save, saving, failure, overtaken } = useBlockEdit({
    postmortem,
    block,
    onWritten,
  });
  const { drafts } = useOpenDocument();
  const [doing, setDoing] = useState<'edit' | 'vouch' | undefined>(() =>
    drafts.has(block.id) ? 'edit' : undefined,
  );
  const stop = () => {
    drafts.delete(block.id);
    onDone();
    setDoing(undefined);
  };
  const vouch = async () => {
    const vouched = await save(
      block.claims.map(one =>
        one.id === claim.id
          ? { ...editedClaimOf(one), attest: true }
          : editedClaimOf(one),
      ),
    );
    if (vouched) stop();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !doing) return;
    event.stopPropagation();
    stop();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape works in whatever is inside
    <div onKeyDown={onKeyDown}>
      {!doing && (
        <div className={classes.actions}>
          <Button
            size="small"
            variant="outlined"
            startIcon={<EditIcon />}
            onClick={() => setDoing('edit')}
          >
            {t('page.editing.edit')}
          </Button>
          {canBeVouchedFor(claim) && (
            <Button
              size="small"
              variant="outlined"
              onClick={() => setDoing('vouch')}
            >
              {t('page.editing.vouch')}
            </Button>
          )}
        </div>
      )}
      {overtaken && (
        <Note tone="warning" role="alert">
          <Typography>{t('page.conflict.title')}</Typography>
          <Typography variant="caption">{t('page.conflict.theirs')}</Typography>
          <Typography variant="body2">
            {block.claims.map(({ text }) => text).join(' ') ||
              t('page.conflict.nothing')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t('page.conflict.saveAgain')}
          </Typography>
        </Note>
      )}
      <FailureAlert title={t('page.editing.failed')} error={failure} />
      {doing === 'edit' && (
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
      {doing === 'vouch' && (
        <Note tone="info">
          <Typography>{t('page.editing.attest')}</Typography>
          <div className={classes.actions}>
            <FocusedButton
              size="small"
              color="primary"
              variant="contained"
              onClick={vouch}
            >
              {t('common.confirm')}
            </FocusedButton>
            <Button size="small" onClick={stop}>
              {t('common.cancel')}
            </Button>
          </div>
        </Note>
      )}
      {doing !== 'edit' && (
        <>
          <Concerns block={block} onReplace={save} />
          <NewerWords block={block} onUse={save} />
        </>
      )}
    </div>
  );
}

/** A person can fill in what the evidence leaves open, and not overrule it. A root cause needs a place in the evidence too. */
function canBeVouchedFor({ verdict, kind, reasons, attestedBy }: Claim) {
  const open = verdict === 'unsupported' || verdict === 'partial';
  const quoted = reasons.some(
    ({ check, outcome }) => check === 'quote' && outcome === 'passed',
  );
  return open && !attestedBy && (kind !== 'root_cause' || quoted);
}
