import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { UnassignedEvidence } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { countParams } from '../../shared/format/numbers';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';
import { AssignDialog } from './AssignDialog';

/** What can be done with the selected evidence, and what was done last. */
export function SelectionActions(props: {
  selected: readonly UnassignedEvidence[];
  mayDismiss: boolean;
  onDone(): void;
}) {
  const { selected, mayDismiss, onDone } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { run, error } = useAsyncAction();
  const [assigning, setAssigning] = useState(false);
  const [done, setDone] = useState('');
  const isNone = selected.length === 0;
  const dismiss = async () => {
    const answer = await run(() =>
      api.dismissEvidence({ ids: selected.map(({ id }) => id) }),
    );
    if (!answer) return;
    setDone(
      t('sources.unassignedList.dismissed', countParams(answer.dismissed)),
    );
    onDone();
  };
  return (
    <>
      <Row mb={1}>
        <Button
          size="small"
          variant="contained"
          color="primary"
          disabled={isNone}
          onClick={() => setAssigning(true)}
        >
          {t('sources.unassignedList.assign')}
        </Button>
        {mayDismiss && (
          <Button
            size="small"
            variant="outlined"
            disabled={isNone}
            onClick={dismiss}
          >
            {t('sources.unassignedList.dismiss')}
          </Button>
        )}
        <Typography variant="body2" role="status">
          {isNone
            ? done
            : t(
                'sources.unassignedList.selected',
                countParams(selected.length),
              )}
        </Typography>
      </Row>
      <ErrorAlert
        title={t('sources.unassignedList.dismissFailed')}
        error={error}
      />
      {assigning && (
        <AssignDialog
          evidence={selected}
          onClose={() => setAssigning(false)}
          onAssigned={(key, assigned) => {
            setAssigning(false);
            setDone(
              t('sources.unassignedList.assigned', {
                ...countParams(assigned),
                key,
              }),
            );
            onDone();
          }}
        />
      )}
    </>
  );
}
