import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  listClaims,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { actionItemsOf } from '../actionItems/actionItemsOf';
import { VerdictBadge } from '../../shared/verdicts/VerdictBadge';
import { Note } from '../../shared/layout/Note';
import { usePostmortemContext } from '../state/postmortemContext';

const NOT_SUPPORTED: ReadonlySet<Verdict> = new Set([
  'contradicted',
  'unsupported',
]);

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: theme.spacing(0.5, 0, 1), paddingLeft: theme.spacing(2.5) },
}));

/**
 * What a reviewer should know before approving: claims without support, and
 * undecided proposals.
 */
export function OpenPoints() {
  const { postmortem } = usePostmortemContext();
  const classes = useStyles();
  const { t } = useTranslation();
  const claims = listClaims(postmortem).filter(({ verdict }) =>
    NOT_SUPPORTED.has(verdict),
  );
  const proposals = actionItemsOf(postmortem).filter(
    ({ state }) => state === 'proposed',
  );
  if (claims.length === 0 && proposals.length === 0) {
    return (
      <Note tone="info">
        <Typography>{t('page.review.nothingOpen')}</Typography>
      </Note>
    );
  }
  return (
    <Note tone="warning">
      {claims.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('page.review.claims', { count: claims.length })}
          </Typography>
          <ul className={classes.list}>
            {claims.map(({ id, text, verdict }) => (
              <li key={id}>
                {text} <VerdictBadge verdict={verdict} />
              </li>
            ))}
          </ul>
        </>
      )}
      {proposals.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('page.review.proposals', { count: proposals.length })}
          </Typography>
          <ul className={classes.list}>
            {proposals.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}
