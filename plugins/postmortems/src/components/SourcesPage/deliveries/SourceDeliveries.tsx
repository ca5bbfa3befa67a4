import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { SelectField } from '../../shared/form/SelectField';
import { countParams } from '../../shared/format/numbers';
import { PagedList } from '../../shared/list/PagedList';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DeliveryItem } from './DeliveryItem';

const STATES = ['failed', 'waiting'] as const;
const PAGE = 20;

type State = (typeof STATES)[number];

const useStyles = makeStyles((theme: Theme) => ({
  panel: { marginTop: theme.spacing(2) },
  state: { maxWidth: 280, marginBottom: theme.spacing(1) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

/** Deliveries of a source that wait or failed, the oldest first. */
export function SourceDeliveries(props: {
  source: string;
  /** The state that is shown first. */
  first: State;
  onChanged(): void;
}) {
  const { source, onChanged } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const [state, setState] = useState<State>(props.first);
  const read = useCallback(
    (cursor: string | undefined, signal: AbortSignal) =>
      api.listDeliveries({ source, state, cursor, limit: PAGE }, { signal }),
    [api, source, state],
  );
  const pages = useCursorPages<Delivery>(read);
  return (
    <div
      role="region"
      aria-label={t('sources.deliveries.of', { source })}
      className={classes.panel}
    >
      <div className={classes.state}>
        <SelectField
          id={`deliveries-state-${source}`}
          label={t('sources.deliveries.state')}
          value={state}
          options={STATES.map(value => ({
            value,
            label: t(`sources.deliveries.${value}`),
          }))}
          onChange={chosen => setState(chosen)}
        />
      </div>
      <PagedList
        pages={pages}
        totalOf={count => t('sources.deliveries.total', countParams(count))}
        empty={
          <Typography variant="body2">
            {t('sources.deliveries.none')}
          </Typography>
        }
      >
        {items => (
          <ul className={classes.list}>
            {items.map(delivery => (
              <li key={delivery.id}>
                <DeliveryItem delivery={delivery} onSettled={onChanged} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  );
}
