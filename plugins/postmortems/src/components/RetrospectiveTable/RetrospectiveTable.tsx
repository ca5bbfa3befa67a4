import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Chip from '@material-ui/core/Chip';
import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { RetrospectiveSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { retrospectiveRouteRef } from '../../routes';
import { UtcTime } from '../UtcTime';
import { useWords } from '../useWords';
import { IncidentDuration } from './IncidentDuration';
import { VerdictChips } from './VerdictChips';

/** Postmortems with their review status, incident and verdicts; each title leads to its page. */
export function RetrospectiveTable(props: {
  retrospectives: RetrospectiveSummary[];
  /** Name of the table for screen readers. */
  label: string;
}) {
  const { t } = useWords();
  const pathOf = useRouteRef(retrospectiveRouteRef);
  return (
    // Focusable, so that its sideways scrolling works from the keyboard.
    <TableContainer
      component={Paper}
      role="region"
      aria-label={props.label}
      tabIndex={0}
    >
      <Table size="small" aria-label={props.label}>
        <TableHead>
          <TableRow>
            <TableCell>{t('list.columns.title')}</TableCell>
            <TableCell>{t('list.columns.status')}</TableCell>
            <TableCell>{t('list.columns.severity')}</TableCell>
            <TableCell>{t('list.columns.started')}</TableCell>
            <TableCell>{t('list.columns.duration')}</TableCell>
            <TableCell>{t('list.columns.verdicts')}</TableCell>
            <TableCell align="right">{t('list.columns.followUps')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.retrospectives.map(retrospective => (
            <TableRow key={retrospective.id}>
              <TableCell component="th" scope="row">
                <Link to={pathOf({ retrospectiveId: retrospective.id })}>
                  {retrospective.title}
                </Link>
                <Typography variant="caption" component="div">
                  {retrospective.incidentKey}
                  {retrospective.rootCauseStatus === 'undetermined' &&
                    ` · ${t('list.undetermined')}`}
                </Typography>
              </TableCell>
              <TableCell>
                <Chip
                  size="small"
                  style={{ margin: 0 }}
                  label={t(`list.status.${retrospective.status}`)}
                />
              </TableCell>
              <TableCell>
                {t(`list.severity.${retrospective.incident.severity}`)}
              </TableCell>
              <TableCell>
                <UtcTime at={retrospective.incident.startedAt} />
              </TableCell>
              <TableCell>
                <IncidentDuration {...retrospective.incident} />
              </TableCell>
              <TableCell>
                <VerdictChips counts={retrospective.verdictCounts} />
              </TableCell>
              <TableCell align="right">{retrospective.openFollowUps}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
