import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/Check';
import ClearIcon from '@material-ui/icons/Clear';
import type {
  Verdict,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';

/** Reasons that are told elsewhere: marked words, and who confirms it. */
const TOLD_ELSEWHERE = new Set(['left_over', 'attestation']);
/** Reasons about the sentence. The others give what the evidence says. */
const ABOUT_THE_SENTENCE = new Set(['judgement', 'reference']);

const useStyles = makeStyles((theme: Theme) => ({
  reasons: { listStyle: 'none', padding: 0, margin: theme.spacing(1, 0, 2) },
  reason: { display: 'flex', gap: theme.spacing(1), marginBottom: 4 },
  icon: { fontSize: '1.1rem', marginTop: 2, flexShrink: 0 },
}));

type Verified = { verdict: Verdict; reasons: readonly VerdictReason[] };

/** What the evidence says instead of a contradicted claim. */
export function ContraryEvidence(props: Verified) {
  const { t } = useTranslation();
  const contrary = props.reasons.filter(reason => isContrary(props, reason));
  if (contrary.length === 0) return null;
  return (
    <Note tone="error">
      <Typography variant="subtitle2" component="h3">
        {t('page.reading.contrary')}
      </Typography>
      {contrary.map(({ check, message }) => (
        <Typography key={`${check} ${message}`} variant="body2">
          {message}
        </Typography>
      ))}
    </Note>
  );
}

/** What the checks of a claim found, failures first; without contrary evidence. */
export function VerdictReasons(props: Verified) {
  const classes = useStyles();
  const { t } = useTranslation();
  const reasons = props.reasons.filter(
    reason => !TOLD_ELSEWHERE.has(reason.check) && !isContrary(props, reason),
  );
  if (reasons.length === 0) return null;
  return (
    <>
      <Typography variant="subtitle2" component="h3">
        {t('page.evidence.reasons')}
      </Typography>
      <ul className={classes.reasons}>
        {[
          ...reasons.filter(({ outcome }) => outcome === 'failed'),
          ...reasons.filter(({ outcome }) => outcome === 'passed'),
        ].map(({ check, outcome, message }) => {
          const Icon = outcome === 'passed' ? CheckIcon : ClearIcon;
          return (
            <li key={`${check} ${message}`} className={classes.reason}>
              <Icon
                className={classes.icon}
                color={outcome === 'passed' ? 'primary' : 'error'}
                titleAccess={t(`page.evidence.${outcome}`)}
              />
              <Typography variant="body2">{message}</Typography>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function isContrary(
  { verdict }: Verified,
  { check, outcome }: VerdictReason,
): boolean {
  return (
    verdict === 'contradicted' &&
    outcome === 'failed' &&
    !TOLD_ELSEWHERE.has(check) &&
    !ABOUT_THE_SENTENCE.has(check)
  );
}
