import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import EditIcon from '@material-ui/icons/Edit';
import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { MenuButton } from '../../shared/form/MenuButton';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { Note } from '../../shared/layout/Note';
import { NEXT_STATES, type TargetState } from './states';
import { useActionItemChange } from './useActionItemChange';
import { Row } from '../../shared/layout/Row';

/**
 * The actions of an action item: accept or dismiss a proposal, change the
 * state, edit.
 *
 * @param props - `onDecided` is called before buttons unmount, to move the focus
 */
export function ActionItemDecision(props: {
  item: ActionItem;
  onDecided(): void;
  onEdit(): void;
}) {
  const { item, onDecided, onEdit } = props;
  const { title, state } = item;
  const { t } = useTranslation();
  const { patch, error } = useActionItemChange();
  const [rejected, setRejected] = useState<TargetState>();
  const decide = async (target: TargetState) => {
    onDecided();
    setRejected(undefined);
    const outcome = await patch(item, { state: target });
    if (outcome?.status === 'conflict') setRejected(target);
  };
  return (
    <>
      <Row mt={1}>
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
          <MenuButton
            id={`${item.id}-states`}
            label={t('page.actionItem.stateIs', {
              state: t(`common.actionItem.${state}`),
            })}
            menuLabel={t('page.actionItem.stateOf', { title })}
            actions={NEXT_STATES[state].map(target => ({
              label: t(`common.actionItem.${target}`),
              onChoose: () => decide(target),
            }))}
          />
        )}
        <Button
          size="small"
          startIcon={<EditIcon />}
          aria-label={t('page.actionItem.editOf', { title })}
          onClick={onEdit}
        >
          {t('page.editing.edit')}
        </Button>
      </Row>
      {rejected && (
        <Note tone="warning" role="alert">
          <Typography>{t('page.conflict.title')}</Typography>
          <Typography variant="body2">
            {t('page.conflict.state', {
              theirs: t(`common.actionItem.${state}`),
              yours: t(`common.actionItem.${rejected}`),
            })}
          </Typography>
          {NEXT_STATES[state].includes(rejected) && (
            <Button size="small" onClick={() => decide(rejected)}>
              {t('page.conflict.stateAnyway', {
                state: t(`common.actionItem.${rejected}`),
              })}
            </Button>
          )}
        </Note>
      )}
      <ErrorAlert title={t('page.actionItem.failed')} error={error} />
    </>
  );
}
