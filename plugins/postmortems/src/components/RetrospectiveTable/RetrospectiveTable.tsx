import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { RetrospectiveSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../useWords';
import { RetrospectiveRow } from './RetrospectiveRow';

const useStyles = makeStyles({
  // The theme lets words break anywhere, which squeezes narrow tables to columns of letters; this one scrolls instead.
  table: {
    '& th, & td': { wordBreak: 'normal', overflowWrap: 'normal' },
  },
});

/** Postmortems with their review status, incident and verdicts; each title leads to its page. */
export function RetrospectiveTable(props: {
  retrospectives: RetrospectiveSummary[];
  /** Name of the table for screen readers. */
  label: string;
}) {
  const classes = useStyles();
  const { t } = useWords();
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'));
  return (
    // Focusable, so that its sideways scrolling works from the keyboard.
    <TableContainer
      component={Paper}
      role="region"
      aria-label={props.label}
      tabIndex={0}
    >
      <Table size="small" className={classes.table} aria-label={props.label}>
        <TableHead>
          <TableRow>
            <TableCell>{t('list.columns.title')}</TableCell>
            <TableCell>{t('list.columns.status')}</TableCell>
            {!narrow && (
              <>
                <TableCell>{t('list.columns.severity')}</TableCell>
                <TableCell>{t('list.columns.started')}</TableCell>
                <TableCell>{t('list.columns.duration')}</TableCell>
              </>
            )}
            <TableCell>{t('list.columns.verdicts')}</TableCell>
            <TableCell align="right">{t('list.columns.followUps')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.retrospectives.map(retrospective => (
            <RetrospectiveRow
              key={retrospective.id}
              retrospective={retrospective}
              narrow={narrow}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
