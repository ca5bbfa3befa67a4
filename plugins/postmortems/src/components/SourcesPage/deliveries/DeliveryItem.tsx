import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Button from '@material-ui/core/Button';
import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { formatNumber } from '../../shared/format/numbers';
import { UtcTime } from '../../shared/format/UtcTime';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { Row } from '../../shared/layout/Row';
import { SmallChip } from '../../shared/layout/SmallChip';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DeliveryPayload } from './DeliveryPayload';
import { type Settled, SettleDelivery } from './SettleDelivery';

const useStyles = makeStyles((theme: Theme) => ({
  item: { padding: theme.spacing(1, 2), marginBottom: theme.spacing(1) },
  id: { overflowWrap: 'anywhere', fontWeight: 600 },
}));

/** A delivery: why it failed, its payload, and what to do with it. */
export function DeliveryItem(props: {
  delivery: Delivery;
  onSettled(how: Settled): void;
}) {
  const { delivery, onSettled } = props;
  const { id, kind, state, receivedAt, attempts, nextAttemptAt } = delivery;
  const { error, withheld } = delivery;
  const classes = useStyles();
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Paper
      variant="outlined"
      tabIndex={-1}
      role="group"
      aria-label={id}
      className={classes.item}
    >
      <Row>
        <Typography variant="body2" className={classes.id}>
          {id}
        </Typography>
        {kind === 'task' && <SmallChip label={t('sources.deliveries.task')} />}
      </Row>
      <DescriptionList
        entries={[
          [t('sources.deliveries.received'), <UtcTime at={receivedAt} />],
          [t('sources.deliveries.attempts'), formatNumber(attempts)],
          [
            t('sources.deliveries.next'),
            nextAttemptAt && <UtcTime at={nextAttemptAt} />,
          ],
          [t('sources.deliveries.error'), error],
        ]}
      />
      {withheld && (
        <Typography variant="body2">
          {t('sources.deliveries.withheld')}
        </Typography>
      )}
      <Row>
        {!withheld && (
          <Button
            size="small"
            variant="outlined"
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {shown
              ? t('sources.deliveries.hidePayload')
              : t('sources.deliveries.showPayload')}
          </Button>
        )}
        {state === 'failed' && (
          <SettleDelivery delivery={delivery} onSettled={onSettled} />
        )}
      </Row>
      {shown && <DeliveryPayload delivery={delivery} />}
    </Paper>
  );
}
