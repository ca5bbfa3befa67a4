import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import EditIcon from '@material-ui/icons/Edit';
import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useWords } from '../../shared/useWords';
import { FailureAlert } from '../../shared/failure/FailureAlert';
import { Note } from '../../shared/Note';
import { ActionItemStateMenu } from './ActionItemStateMenu';
import { NEXT_STATES, type DecidedState } from './states';
import { useActionItemChange } from './useActionItemChange';

const useStyles = makeStyles((theme: Theme) => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
}));

/**
 * What can be done with an action item: take a proposal or leave it, move it on, edit it.
 *
 * @param props - `onDecided` is called before buttons disappear, so that the focus has a place to go
 */
export function ActionItemDecision(props: {
  item: ActionItem;
  onDecided(): void;
  onEdit(): void;
}) {
  const { item, onDecided, onEdit } = props;
  const { title, state } = item;
  const classes = useStyles();
  const { t } = useWords();
  const { patch, failure } = useActionItemChange();
  const [overtaken, setOvertaken] = useState<DecidedState>();
  const decide = async (wanted: DecidedState) => {
    onDecided();
    setOvertaken(undefined);
    const outcome = await patch(item, { state: wanted });
    if (outcome.status === 'stale') setOvertaken(wanted);
  };
  return (
    <>
      <div className={classes.actions}>
        {state === 'proposed' ? (
          <>
            <Button
              size="small"
              variant="contained"
              color="primary"
              aria-label={t('page.actionItem.acceptOf', { title })}
              onClick={() => decide('open')}
            >
              {t('page.actionItem.accept')}
            </Button>
            <Button
              size="small"
              variant="outlined"
              aria-label={t('page.actionItem.dismissOf', { title })}
              onClick={() => decide('dropped')}
            >
              {t('page.actionItem.dismiss')}
            </Button>
          </>
        ) : (
          <ActionItemStateMenu item={item} onChange={decide} />
        )}
        <Button
          size="small"
          startIcon={<EditIcon />}
          aria-label={t('page.actionItem.editOf', { title })}
          onClick={onEdit}
        >
          {t('page.editing.edit')}
        </Button>
      </div>
      {overtaken && (
        <Note tone="warning" role="alert">
          <Typography>{t('page.conflict.title')}</Typography>
          <Typography variant="body2">
            {t('page.conflict.state', {
              theirs: t(`common.actionItem.${state}`),
              yours: t(`common.actionItem.${overtaken}`),
            })}
          </Typography>
          {NEXT_STATES[state].includes(overtaken) && (
            <Button size="small" onClick={() => decide(overtaken)}>
              {t('page.conflict.stateAnyway', {
                state: t(`common.actionItem.${overtaken}`),
              })}
            </Button>
          )}
        </Note>
      )}
      <FailureAlert title={t('page.actionItem.failed')} error={failure} />
    </>
  );
}
