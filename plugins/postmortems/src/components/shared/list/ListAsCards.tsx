import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { SelectField } from '../form/SelectField';
import { useTranslation } from '../translation/useTranslation';
import type { ListTableProps } from './listTypes';

const useStyles = makeStyles((theme: Theme) => ({
  order: { maxWidth: 240, marginBottom: theme.spacing(1) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    ...theme.typography.body1,
    padding: theme.spacing(1, 2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  properties: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(0.5, 0, 0),
    ...theme.typography.body2,
  },
  property: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 0.75),
    minWidth: 0,
    '& dt': { fontWeight: 600 },
    '& dd': { margin: 0, minWidth: 0 },
  },
}));

/** The items as cards, each with its properties by name. */
export function ListAsCards<T>(props: ListTableProps<T>) {
  const { label, columns, items, keyOf, order } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const [name, ...properties] = columns;
  return (
    <>
      {order && (
        <div className={classes.order}>
          <SelectField
            id="list-order"
            label={t('common.list.order')}
            value={order.value}
            options={order.options}
            onChange={order.onChange}
          />
        </div>
      )}
      <Paper component="ul" className={classes.list} aria-label={label}>
        {items.map(item => (
          <li key={keyOf(item)} className={classes.item}>
            {name.cell(item)}
            <dl className={classes.properties}>
              {properties.map(({ id, label: term, cell }) => {
                const value = cell(item);
                return (
                  value !== undefined && (
                    <div key={id} className={classes.property}>
                      <dt>{term}</dt>
                      <dd>{value}</dd>
                    </div>
                  )
                );
              })}
            </dl>
          </li>
        ))}
      </Paper>
    </>
  );
}
