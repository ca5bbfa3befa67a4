import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { LoadError } from '../../shared/errors/LoadError';
import { useTranslation } from '../../shared/translation/useTranslation';
import { PayloadText } from '../PayloadText';

/** The whole body of a delivery; a list has only its beginning. */
export function DeliveryPayload(props: { delivery: Delivery }) {
  const { source, id, body, bodyLength } = props.delivery;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const whole = useAsyncRetry(
    async () =>
      body.length >= bodyLength
        ? body
        : (await api.getDelivery(source, id)).body,
    [api, source, id, body, bodyLength],
  );
  if (whole.error) {
    return <LoadError error={whole.error} onRetry={whole.retry} />;
  }
  if (whole.value === undefined) return <Progress />;
  return (
    <PayloadText
      text={indented(whole.value)}
      label={t('sources.deliveries.payloadOf', { id })}
    />
  );
}

/** JSON as people read it; anything else as it is. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
