import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useRef, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { SelectField } from '../../shared/form/SelectField';
import { countParams } from '../../shared/format/numbers';
import { PagedList } from '../../shared/list/PagedList';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DeliveryItem } from './DeliveryItem';
import type { Settled } from './SettleDelivery';

const STATES = ['failed', 'waiting'] as const;
const PAGE = 20;

type State = (typeof STATES)[number];

const useStyles = makeStyles((theme: Theme) => ({
  panel: { marginTop: theme.spacing(2), '&:focus': { outline: 'none' } },
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
  const panel = useRef<HTMLDivElement>(null);
  const [settled, setSettled] = useState<Record<string, Settled>>({});
  const [last, setLast] = useState<{ id: string; how: Settled }>();
  const settle = (id: string, how: Settled) => {
    // Its row goes; the next one takes the focus, else the list
    const rows = [...(panel.current?.querySelectorAll('li') ?? [])];
    const at = rows.findIndex(row => row.dataset.id === id);
    const next = rows[at + 1] ?? rows[at - 1];
    const focus =
      next?.querySelector<HTMLElement>('[tabindex="-1"]') ?? panel.current;
    focus?.focus();
    setSettled(before => ({ ...before, [id]: how }));
    setLast({ id, how });
    onChanged();
  };
  const none = (
    <Typography variant="body2">{t('sources.deliveries.none')}</Typography>
  );
  return (
    <div
      ref={panel}
      tabIndex={-1}
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
          onChange={chosen => {
            setState(chosen);
            setSettled({});
            setLast(undefined);
          }}
        />
      </div>
      <Typography variant="body2" role="status">
        {last && t(`sources.deliveries.${last.how}`, { id: last.id })}
      </Typography>
      <PagedList
        pages={pages}
        totalOf={count =>
          t(
            'sources.deliveries.total',
            countParams(count - Object.keys(settled).length),
          )
        }
        empty={none}
      >
        {items => {
          const left = items.filter(({ id }) => settled[id] === undefined);
          return left.length === 0 ? (
            none
          ) : (
            <ul className={classes.list}>
              {left.map(delivery => (
                <li key={delivery.id} data-id={delivery.id}>
                  <DeliveryItem
                    delivery={delivery}
                    onSettled={how => settle(delivery.id, how)}
                  />
                </li>
              ))}
            </ul>
          );
        }}
      </PagedList>
    </div>
  );
}
