import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { FormField } from '../form/FormField';
import { useWords } from '../useWords';
import type { ListTableProps } from './ListTable';

const useStyles = makeStyles((theme: Theme) => ({
  order: { maxWidth: 240, marginBottom: theme.spacing(1) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    ...theme.typography.body1,
    padding: theme.spacing(1, 2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(0.5, 0, 0),
    ...theme.typography.body2,
  },
  fact: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 0.75),
    minWidth: 0,
    '& dt': { fontWeight: 600 },
    '& dd': { margin: 0, minWidth: 0 },
  },
}));

/** The items one below the other, each with its facts by name. */
export function ListAsCards<T>(props: ListTableProps<T>) {
  const { label, columns, items, keyOf, order } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [name, ...facts] = columns;
  return (
    <>
      {order && (
        <div className={classes.order}>
          <FormField
            id="list-order"
            select
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true }}
            label={t('common.list.order')}
            value={order.value}
            onChange={({ target }) => order.onChange(target.value)}
          >
            {order.options.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </FormField>
        </div>
      )}
      <Paper component="ul" className={classes.list} aria-label={label}>
        {items.map(item => (
          <li key={keyOf(item)} className={classes.item}>
            {name.cell(item)}
            <dl className={classes.facts}>
              {facts.map(({ id, label: term, cell }) => {
                const fact = cell(item);
                return (
                  fact !== undefined && (
                    <div key={id} className={classes.fact}>
                      <dt>{term}</dt>
                      <dd>{fact}</dd>
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
