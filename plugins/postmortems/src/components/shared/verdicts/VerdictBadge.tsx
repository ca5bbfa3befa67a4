import { makeStyles, Theme } from '@material-ui/core/styles';
import CancelOutlinedIcon from '@material-ui/icons/CancelOutlined';
import CheckCircleOutlineIcon from '@material-ui/icons/CheckCircleOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HowToRegIcon from '@material-ui/icons/HowToReg';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import type { Verdict } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../translation/useTranslation';

const ICONS = {
  supported: CheckCircleOutlineIcon,
  unverified: HelpOutlineIcon,
  unsupported: ReportProblemOutlinedIcon,
  contradicted: CancelOutlinedIcon,
  attested: HowToRegIcon,
};

const useStyles = makeStyles((theme: Theme) => {
  const dark = theme.palette.type === 'dark';
  return {
    badge: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      verticalAlign: 'text-bottom',
      fontSize: '0.75rem',
      fontWeight: 600,
      whiteSpace: 'nowrap',
    },
    icon: { fontSize: '1.05rem' },
    supported: { color: dark ? '#7bd88f' : '#1b6e2f' },
    unverified: { color: dark ? '#f2c14e' : '#7a5200' },
    unsupported: { color: dark ? '#ff9a8b' : '#a3261b' },
    contradicted: { color: dark ? '#ff9a8b' : '#a3261b' },
    attested: { color: dark ? '#9ac4ff' : '#1d4f91' },
  };
});

/**
 * A verdict as an icon and its name.
 *
 * @param props - `quiet` hides the name visually
 */
export function VerdictBadge(props: { verdict: Verdict; quiet?: boolean }) {
  const { verdict, quiet } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const Icon = ICONS[verdict];
  const name = t(`common.verdict.${verdict}`);
  return (
    <span
      className={`${classes.badge} ${classes[verdict]}`}
      title={quiet ? name : undefined}
    >
      <Icon
        className={classes.icon}
        titleAccess={quiet ? name : undefined}
        aria-hidden={quiet ? undefined : true}
      />
      {!quiet && name}
    </span>
  );
}
