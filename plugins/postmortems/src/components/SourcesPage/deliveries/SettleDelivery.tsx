import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { useTranslation } from '../../shared/translation/useTranslation';

/** Tries a delivery that failed again, or drops it. */
export function SettleDelivery(props: {
  delivery: Delivery;
  onSettled(): void;
}) {
  const { source, id } = props.delivery;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { run, running, error } = useAsyncAction();
  const [dropping, setDropping] = useState(false);
  const [settled, setSettled] = useState<'retried' | 'dropped'>();
  const settle = async (how: 'retried' | 'dropped') => {
    const done = await run(() =>
      how === 'retried'
        ? api.retryDelivery(source, id)
        : api.dropDelivery(source, id),
    );
    if (!done) return;
    setSettled(how);
    props.onSettled();
  };
  return (
    <>
      {!settled && (
        <Button
          size="small"
          variant="outlined"
          color="primary"
          aria-label={t('sources.deliveries.retryOf', { id })}
          onClick={() => settle('retried')}
        >
          {running
            ? t('sources.deliveries.retrying')
            : t('sources.deliveries.retry')}
        </Button>
      )}
      {!settled && !dropping && (
        <Button
          size="small"
          aria-label={t('sources.deliveries.dropOf', { id })}
          onClick={() => setDropping(true)}
        >
          {t('sources.deliveries.drop')}
        </Button>
      )}
      {!settled && dropping && (
        <>
          <Button
            size="small"
            variant="outlined"
            onClick={() => settle('dropped')}
          >
            {t('sources.deliveries.dropConfirm')}
          </Button>
          <Button size="small" onClick={() => setDropping(false)}>
            {t('common.cancel')}
          </Button>
        </>
      )}
      <Typography variant="body2" role="status">
        {settled && t(`sources.deliveries.${settled}`)}
      </Typography>
      <ErrorAlert
        title={t('sources.deliveries.failedToSettle')}
        error={error}
      />
    </>
  );
}
