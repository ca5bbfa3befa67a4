import Chip from '@material-ui/core/Chip';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type {
  Verdict,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../translation/useTranslation';

/** The verdicts that need attention come first. */
const ORDER = [
  'contradicted',
  'unsupported',
  'unverified',
  'supported',
  'attested',
] as const satisfies readonly Verdict[];

const WARNING: ReadonlySet<Verdict> = new Set(['contradicted', 'unsupported']);

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  chip: { margin: 0 },
  warning: {
    margin: 0,
    color: theme.palette.getContrastText(theme.palette.error.dark),
    backgroundColor: theme.palette.error.dark,
  },
}));

/** The number of claims with each verdict. */
export function VerdictChips(props: { counts: VerdictCounts }) {
  const classes = useStyles();
  const { t } = useTranslation();
  const present = ORDER.filter(verdict => props.counts[verdict] > 0);
  if (present.length === 0) return <>{t('common.verdicts.none')}</>;
  return (
    <ul className={classes.list}>
      {present.map(verdict => (
        <li key={verdict}>
          <Chip
            size="small"
            variant={WARNING.has(verdict) ? 'default' : 'outlined'}
            className={WARNING.has(verdict) ? classes.warning : classes.chip}
            label={t(`common.verdicts.${verdict}`, {
              number: `${props.counts[verdict]}`,
            })}
          />
        </li>
      ))}
    </ul>
  );
}
