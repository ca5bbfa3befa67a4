import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { SealProblem } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { Note } from '../../shared/layout/Note';

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2.5) },
}));

/** The evidence that is not what was sealed. */
export function SealProblems(props: { problems: readonly SealProblem[] }) {
  const { problems } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Note tone="error" role="alert">
      <Typography>
        {t('page.seal.title', { count: problems.length })}
      </Typography>
      <ul className={classes.list}>
        {problems.map(({ what, evidenceId, message }) => (
          <li key={message}>
            {what === 'seal' || evidenceId === undefined
              ? message
              : t(`page.seal.${what}`, { evidence: evidenceId })}
          </li>
        ))}
      </ul>
    </Note>
  );
}
