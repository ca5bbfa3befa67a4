import { Link } from '@backstage/core-components';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/format/numbers';

/** A value, and the path of the list that it counts. */
export type DataCell = { value: ReactNode; to?: string };

/** Rows with a name and numbers. */
export type DataRows = {
  columns: string[];
  rows: { key: string; name: DataCell; cells: DataCell[] }[];
};

const useStyles = makeStyles((theme: Theme) => ({
  table: {
    fontVariantNumeric: 'tabular-nums',
    // Scrolls sideways instead of breaking words, as the theme would
    '& th, & td': {
      wordBreak: 'normal',
      overflowWrap: 'normal',
      whiteSpace: 'nowrap',
      padding: theme.spacing(0.5, 1.5),
    },
    '& thead th': { color: theme.palette.text.primary },
  },
  // Large enough for touch
  link: {
    display: 'inline-block',
    minWidth: 24,
    lineHeight: '24px',
  },
  // Stays visible while the months scroll
  name: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    backgroundColor: theme.palette.background.paper,
  },
}));

/** The numbers of a chart. Without links, nothing in it is focusable. */
export function DataTable(props: {
  label: string;
  data: DataRows;
  withLinks: boolean;
}) {
  const { label, data, withLinks } = props;
  const { columns, rows } = data;
  const classes = useStyles();
  const show = ({ value, to }: DataCell) => {
    const shown = typeof value === 'number' ? formatNumber(value) : value;
    return withLinks && to && value !== 0 ? (
      <Link to={to} className={classes.link}>
        {shown}
      </Link>
    ) : (
      shown
    );
  };
  return (
    <Frame label={label} scrolls={withLinks}>
      <Table size="small" className={classes.table} aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map((column, index) => (
              <TableCell
                key={column}
                align={index === 0 ? 'left' : 'right'}
                className={index === 0 ? classes.name : undefined}
              >
                {column}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, name, cells }) => (
            <TableRow key={key}>
              <TableCell
                component="th"
                scope="row"
                role="rowheader"
                className={classes.name}
              >
                {show(name)}
              </TableCell>
              {cells.map((cell, index) => (
                <TableCell key={columns[index + 1]} align="right">
                  {show(cell)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Frame>
  );
}

/** Focusable while it scrolls, so that the keyboard can scroll it. */
function Frame(props: {
  label: string;
  scrolls: boolean;
  children: ReactNode;
}) {
  const { label, scrolls, children } = props;
  return scrolls ? (
    <TableContainer role="region" aria-label={label} tabIndex={0}>
      {children}
    </TableContainer>
  ) : (
    <>{children}</>
  );
}
