import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import DialogContentText from '@material-ui/core/DialogContentText';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { UtcTime } from '../../shared/format/UtcTime';
import { Row } from '../../shared/layout/Row';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { useDecision } from './useDecision';

/** Accepts that no cause is confirmed, so that the postmortem can be approved. */
export function UndeterminedCause() {
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { postmortem, allowed, announce } = usePostmortemContext();
  const { id, rootCauseStatus, undeterminedAccepted: accepted } = postmortem;
  const decide = useDecision();
  const { run, error } = useAsyncAction();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  if (rootCauseStatus === 'confirmed') return null;
  const takeBack = () =>
    run(async () => {
      await decide(() =>
        api.acceptUndetermined(id, {
          baseRevision: postmortem.revision,
          reason: null,
        }),
      );
      announce(t('page.cause.undetermined.takenBack'));
    });
  return (
    <>
      {accepted && (
        <Note tone="info">
          <Typography variant="body2">
            {t('page.cause.undetermined.acceptedBy')}{' '}
            <EntityNameLink value={accepted.by} />, <UtcTime at={accepted.at} />
          </Typography>
          <Typography variant="body2">
            {t('page.cause.reason', { reason: accepted.reason })}
          </Typography>
          {allowed.editPostmortem && (
            <Button size="small" onClick={takeBack}>
              {t('page.editing.takeBack')}
            </Button>
          )}
        </Note>
      )}
      <ErrorAlert title={t('page.cause.undetermined.failed')} error={error} />
      {!accepted && allowed.editPostmortem && (
        <Row mb={1}>
          <Button
            size="small"
            variant="outlined"
            onClick={() => {
              setReason('');
              setIsOpen(true);
            }}
          >
            {t('page.cause.undetermined.accept')}
          </Button>
        </Row>
      )}
      {isOpen && (
        <FormDialog
          id="undetermined-cause"
          title={t('page.cause.undetermined.accept')}
          failed={t('page.cause.undetermined.failed')}
          submit={t('page.cause.undetermined.submit')}
          incomplete={reason.trim() === ''}
          unsaved={reason !== ''}
          onSubmit={async () => {
            await decide(() =>
              api.acceptUndetermined(id, {
                baseRevision: postmortem.revision,
                reason,
              }),
            );
            announce(t('page.cause.undetermined.done'));
            setIsOpen(false);
          }}
          onClose={() => setIsOpen(false)}
        >
          <DialogContentText>
            {t('page.cause.undetermined.explain')}
          </DialogContentText>
          <FormField
            id="undetermined-reason"
            label={t('common.names.reason')}
            value={reason}
            onChange={setReason}
            inputRef={focusOnMount}
            inputProps={{ maxLength: 2000 }}
            multiline
            required
          />
        </FormDialog>
      )}
    </>
  );
}
