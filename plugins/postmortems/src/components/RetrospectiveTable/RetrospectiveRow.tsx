import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Chip from '@material-ui/core/Chip';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RetrospectiveSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { retrospectiveRouteRef } from '../../routes';
import { UtcTime } from '../UtcTime';
import { useWords } from '../useWords';
import { IncidentDuration } from './IncidentDuration';
import { VerdictChips } from './VerdictChips';

const useStyles = makeStyles({
  title: { minWidth: 180 },
  details: { lineHeight: 1.4 },
  status: { margin: 0 },
  whole: { whiteSpace: 'nowrap' },
});

/** One postmortem. A narrow row has its incident's facts under the title instead of in columns. */
export function RetrospectiveRow(props: {
  retrospective: RetrospectiveSummary;
  narrow: boolean;
}) {
  const { retrospective, narrow } = props;
  const { incident } = retrospective;
  const classes = useStyles();
  const { t } = useWords();
  const pathOf = useRouteRef(retrospectiveRouteRef);

  const severity = t(`list.severity.${incident.severity}`);
  const started = <UtcTime at={incident.startedAt} />;
  const duration = <IncidentDuration {...incident} />;
  return (
    <TableRow>
      {/* The role, because TableCell says `cell` of everything in a body. */}
      <TableCell
        component="th"
        scope="row"
        role="rowheader"
        className={classes.title}
      >
        <Link to={pathOf({ retrospectiveId: retrospective.id })}>
          {retrospective.title}
        </Link>
        <Typography
          variant="caption"
          component="div"
          className={classes.details}
        >
          {retrospective.incidentKey}
          {narrow && (
            <>
              {' · '}
              {severity}
              {' · '}
              {started}
              {' · '}
              {duration}
            </>
          )}
          {retrospective.rootCauseStatus === 'undetermined' &&
            ` · ${t('list.undetermined')}`}
        </Typography>
      </TableCell>
      <TableCell>
        <Chip
          size="small"
          className={classes.status}
          label={t(`list.status.${retrospective.status}`)}
        />
      </TableCell>
      {!narrow && (
        <>
          <TableCell>{severity}</TableCell>
          <TableCell>{started}</TableCell>
          <TableCell className={classes.whole}>{duration}</TableCell>
        </>
      )}
      <TableCell>
        <VerdictChips counts={retrospective.verdictCounts} />
      </TableCell>
      <TableCell align="right">{retrospective.openFollowUps}</TableCell>
    </TableRow>
  );
}
