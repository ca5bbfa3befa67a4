import Link from '@material-ui/core/Link';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { VerdictChanges as Changes } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../../useWords';
import { VerdictBadge } from '../document/VerdictBadge';

const useStyles = makeStyles((theme: Theme) => ({
  note: {
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5, 2),
    borderLeft: `4px solid ${theme.palette.error.main}`,
  },
  list: { margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2.5) },
  sentence: { textAlign: 'left', verticalAlign: 'baseline' },
}));

/** What has changed under a document since people stood by it. */
export function VerdictChanges(props: {
  changes: Changes;
  onChoose(claimId: string): void;
}) {
  const { changes, onChoose } = props;
  const { items, sinceRevision } = changes;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <Paper variant="outlined" role="note" className={classes.note}>
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
              className={classes.sentence}
              onClick={() => onChoose(claimId)}
            >
              {text}
            </Link>{' '}
            <VerdictBadge verdict={from} /> {t('page.changes.to')}{' '}
            <VerdictBadge verdict={to} />
          </li>
        ))}
      </ul>
    </Paper>
  );
}
