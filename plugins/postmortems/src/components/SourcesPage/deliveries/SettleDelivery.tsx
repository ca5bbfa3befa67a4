import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { useTranslation } from '../../shared/translation/useTranslation';

/** What was done with a delivery that failed. */
export type Settled = 'retried' | 'dropped';

/** Tries a delivery that failed again, or drops it. */
export function SettleDelivery(props: {
  delivery: Delivery;
  onSettled(how: Settled): void;
}) {
  const { source, id } = props.delivery;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { run, running, error } = useAsyncAction();
  const [dropping, setDropping] = useState<'asked' | 'cancelled'>();
  const settle = async (how: Settled) => {
    const done = await run(() =>
      how === 'retried'
        ? api.retryDelivery(source, id)
        : api.dropDelivery(source, id),
    );
    if (done) props.onSettled(how);
  };
  // The button that was pressed is gone
  const Drop = dropping === 'cancelled' ? FocusedButton : Button;
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="primary"
        aria-label={t('sources.deliveries.retryOf', { id })}
        aria-disabled={running}
        onClick={() => settle('retried')}
      >
        {running
          ? t('sources.deliveries.retrying')
          : t('sources.deliveries.retry')}
      </Button>
      {dropping === 'asked' ? (
        <>
          <FocusedButton
            size="small"
            variant="outlined"
            aria-disabled={running}
            onClick={() => settle('dropped')}
          >
            {t('sources.deliveries.dropConfirm')}
          </FocusedButton>
          <Button size="small" onClick={() => setDropping('cancelled')}>
            {t('common.cancel')}
          </Button>
        </>
      ) : (
        <Drop
          size="small"
          aria-label={t('sources.deliveries.dropOf', { id })}
          onClick={() => setDropping('asked')}
        >
          {t('sources.deliveries.drop')}
        </Drop>
      )}
      <ErrorAlert
        title={t('sources.deliveries.failedToSettle')}
        error={error}
      />
    </>
  );
}
