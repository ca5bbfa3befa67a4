import Link from '@material-ui/core/Link';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  showBidiControls,
  type VerdictChanges as Changes,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { VerdictBadge } from '../../shared/verdicts/VerdictBadge';
import { Note } from '../../shared/layout/Note';
import { usePostmortemContext } from '../state/postmortemContext';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2.5) },
  claim: { textAlign: 'left', verticalAlign: 'baseline' },
}));

/** The verdicts that have changed since the postmortem was approved. */
export function VerdictChanges(props: { changes: Changes }) {
  const { items, sinceRevision } = props.changes;
  const { onSelectClaim } = usePostmortemContext();
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Note tone="error">
      <Typography>
        {t('page.changes.title', {
          count: items.length,
          revision: `${sinceRevision}`,
        })}
      </Typography>
      <ul className={classes.list}>
        {items.map(({ claimId, text, from, to }) => (
          <li key={claimId}>
            <Link
              component="button"
              variant="body2"
              className={classes.claim}
              onClick={() => onSelectClaim(claimId)}
            >
              {showBidiControls(text)}
            </Link>{' '}
            <VerdictBadge verdict={from} /> {t('page.changes.to')}{' '}
            <VerdictBadge verdict={to} />
          </li>
        ))}
      </ul>
    </Note>
  );
}
