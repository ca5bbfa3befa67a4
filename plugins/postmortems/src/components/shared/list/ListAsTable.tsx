import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { ListColumn, ListOrder, ListTableProps } from './listTypes';

const useStyles = makeStyles((theme: Theme) => ({
  // Scrolls sideways instead of breaking words, as the theme would
  table: {
    '& th, & td': { wordBreak: 'normal', overflowWrap: 'normal' },
    '& thead th': { color: theme.palette.text.primary },
  },
  first: { minWidth: 200 },
  // Marks the sortable columns
  sortIcon: { opacity: 0.5 },
}));

/** The items as rows. The headers of sortable columns are buttons. */
export function ListAsTable<T>(props: ListTableProps<T>) {
  const { label, columns, items, keyOf, order } = props;
  const classes = useStyles();
  return (
    // Focusable, so that the keyboard can scroll it
    <TableContainer
      component={Paper}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <Table size="small" className={classes.table} aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map(column => (
              <HeaderCell key={column.id} column={column} order={order} />
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map(item => (
            <TableRow key={keyOf(item)}>
              {columns.map(({ id, align, cell }, index) =>
                index === 0 ? (
                  // TableCell sets the role `cell` on everything in a body
                  <TableCell
                    key={id}
                    component="th"
                    scope="row"
                    role="rowheader"
                    className={classes.first}
                  >
                    {cell(item)}
                  </TableCell>
                ) : (
                  <TableCell key={id} align={align}>
                    {cell(item)}
                  </TableCell>
                ),
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function HeaderCell<T>(props: { column: ListColumn<T>; order?: ListOrder }) {
  const { column, order } = props;
  const { id, label, align } = column;
  const { sortIcon } = useStyles();
  const options =
    order?.options.filter(({ columnId }) => columnId === id) ?? [];
  const current = options.findIndex(({ value }) => value === order?.value);
  if (!order || options.length === 0) {
    return <TableCell align={align}>{label}</TableCell>;
  }
  return (
    <TableCell
      align={align}
      sortDirection={current >= 0 && options[current].direction}
    >
      <TableSortLabel
        classes={{ icon: sortIcon }}
        active={current >= 0}
        direction={options[Math.max(current, 0)].direction}
        onClick={() =>
          order.onChange(options[(current + 1) % options.length].value)
        }
      >
        {label}
      </TableSortLabel>
    </TableCell>
  );
}
