import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  deliveryManagePermission,
  sourceTestPermission,
  type SourceStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { Note } from '../../shared/layout/Note';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';
import { SourceDeliveries } from '../deliveries/SourceDeliveries';
import { TryWindow } from '../preview/TryWindow';
import { ConnectionResult } from './ConnectionResult';
import { HealthChip } from './HealthChip';
import { SourceFacts } from './SourceFacts';
import { useConnectionTest } from './useConnectionTest';

const useStyles = makeStyles((theme: Theme) => ({
  card: { padding: theme.spacing(2), marginBottom: theme.spacing(2) },
  name: { margin: 0, overflowWrap: 'anywhere' },
}));

/** One source: how it is doing, and what can be done about it. */
export function SourceCard(props: {
  source: SourceStatus;
  /** Something was done that changes how it is doing. */
  onChanged(): void;
}) {
  const { source, onChanged } = props;
  const { id, canTest, collects, deliveries } = source;
  const classes = useStyles();
  const { t } = useTranslation();
  const { allowed: mayTest } = usePermission({
    permission: sourceTestPermission,
  });
  const { allowed: mayManage } = usePermission({
    permission: deliveryManagePermission,
  });
  const connection = useConnectionTest(id);
  const [open, setOpen] = useState<'preview' | 'deliveries'>();
  const toggle = (panel: 'preview' | 'deliveries') =>
    setOpen(before => (before === panel ? undefined : panel));
  const hasDeliveries =
    source.webhook || deliveries.waiting + deliveries.failed > 0;
  const heading = `source-${id}`;
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.card}
      aria-labelledby={heading}
    >
      <Row>
        <Typography
          id={heading}
          variant="h5"
          component="h2"
          className={classes.name}
        >
          {id}
        </Typography>
        <HealthChip health={source.health} />
      </Row>
      {!source.installed && (
        <Note tone="warning">{t('sources.notInstalled')}</Note>
      )}
      <SourceFacts source={source} />
      <Row>
        {canTest && mayTest && (
          <Button
            size="small"
            variant="outlined"
            aria-disabled={connection.running}
            onClick={connection.test}
          >
            {connection.running
              ? t('sources.test.testing')
              : t('sources.test.button')}
          </Button>
        )}
        {collects && mayTest && (
          <Button
            size="small"
            variant="outlined"
            aria-expanded={open === 'preview'}
            onClick={() => toggle('preview')}
          >
            {open === 'preview'
              ? t('sources.preview.hide')
              : t('sources.preview.button')}
          </Button>
        )}
        {hasDeliveries && mayManage && (
          <Button
            size="small"
            variant="outlined"
            aria-expanded={open === 'deliveries'}
            onClick={() => toggle('deliveries')}
          >
            {open === 'deliveries'
              ? t('sources.deliveries.hide')
              : t('sources.deliveries.show')}
          </Button>
        )}
      </Row>
      <ConnectionResult connection={connection} />
      {open === 'preview' && <TryWindow source={id} />}
      {open === 'deliveries' && (
        <SourceDeliveries
          source={id}
          // What failed for good comes first
          first={
            deliveries.failed === 0 && deliveries.waiting > 0
              ? 'waiting'
              : 'failed'
          }
          onChanged={onChanged}
        />
      )}
    </Paper>
  );
}
