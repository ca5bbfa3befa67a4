import Link from '@material-ui/core/Link';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { AuditEntry } from '@postmortems/backstage-plugin-postmortems-common';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { ActorName } from './ActorName';
import { describeActivity } from './describeActivity';
import { toldChanges } from './activityChanges';
import { ChangedField } from './ChangedField';
import { relativeTime } from './relativeTime';

const useStyles = makeStyles((theme: Theme) => ({
  changes: {
    ...theme.typography.body2,
    margin: theme.spacing(0.5, 0),
    paddingLeft: theme.spacing(2.5),
  },
  link: { verticalAlign: 'baseline' },
  reason: { overflowWrap: 'anywhere' },
}));

/** A change in one sentence, with what it leads to and when it was. */
export function ActivityEntry(props: {
  entry: AuditEntry;
  onOpenRevision(revision: number): void;
  onOpenClaim(claimId: string): void;
}) {
  const { entry, onOpenRevision, onOpenClaim } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const { postmortem } = usePostmortemContext();
  const { reason, requestedBy, revision, blocks = [] } = entry.details;
  const changes = toldChanges(entry.action, entry.changes);
  const claim = postmortem.sections
    .flatMap(section => section.blocks)
    .find(({ id, claims }) => claims.length > 0 && blocks.includes(id))
    ?.claims[0];
  return (
    <>
      <Typography variant="body1" component="div">
        <strong>
          <ActorName actor={entry.actor} />
        </strong>{' '}
        {describeActivity(entry, postmortem, t)}
      </Typography>
      {reason && (
        <Typography variant="body2" className={classes.reason}>
          “{reason}”
        </Typography>
      )}
      {changes.length > 0 && (
        <ul className={classes.changes}>
          {changes.map(change => (
            <li key={change.field}>
              <ChangedField change={change} />
            </li>
          ))}
        </ul>
      )}
      <Typography variant="body2" color="textSecondary" component="div">
        {relativeTime(entry.at)} · <UtcTime at={entry.at} />
        {requestedBy && (
          <>
            {' · '}
            {t('page.activity.onBehalfOf')}{' '}
            <EntityNameLink value={requestedBy} />
          </>
        )}
        {revision !== undefined && (
          <>
            {' · '}
            <Link
              component="button"
              type="button"
              variant="body2"
              className={classes.link}
              onClick={() => onOpenRevision(revision)}
            >
              {t('page.activity.openRevision', { number: `${revision}` })}
            </Link>
          </>
        )}
        {claim && (
          <>
            {' · '}
            <Link
              component="button"
              type="button"
              variant="body2"
              className={classes.link}
              onClick={() => onOpenClaim(claim.id)}
            >
              {t('page.activity.openClaim')}
            </Link>
          </>
        )}
      </Typography>
    </>
  );
}
