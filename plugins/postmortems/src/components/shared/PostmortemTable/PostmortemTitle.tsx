import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import LockOutlinedIcon from '@material-ui/icons/LockOutlined';
import type { PostmortemSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../../routes';
import { useTranslation } from '../translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  details: { lineHeight: 1.4 },
  private: {
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'text-bottom',
    gap: theme.spacing(0.25),
    fontWeight: 600,
  },
  lock: { fontSize: '0.875rem' },
}));

/**
 * The title of a postmortem as a link, with its incident key, visibility and
 * root cause status.
 */
export function PostmortemTitle(props: { postmortem: PostmortemSummary }) {
  const { id, title, incidentKey, incident, rootCauseStatus } =
    props.postmortem;
  const classes = useStyles();
  const { t } = useTranslation();
  const pathOf = useRouteRef(postmortemRouteRef);
  return (
    <>
      <Link to={pathOf({ postmortemId: id })}>{title}</Link>
      <Typography variant="caption" component="div" className={classes.details}>
        {incidentKey}
        {rootCauseStatus !== 'confirmed' &&
          ` · ${t(`common.rootCause.${rootCauseStatus}`)}`}
        {incident.visibility === 'private' && (
          <>
            {' · '}
            <span className={classes.private}>
              <LockOutlinedIcon className={classes.lock} aria-hidden />
              {t('common.private')}
            </span>
          </>
        )}
      </Typography>
    </>
  );
}
