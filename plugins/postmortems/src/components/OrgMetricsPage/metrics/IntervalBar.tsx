import { makeStyles, Theme } from '@material-ui/core/styles';
import type { Share } from '@postmortems/backstage-plugin-postmortems-common';

const useStyles = makeStyles((theme: Theme) => ({
  scale: {
    position: 'relative',
    height: 8,
    borderRadius: 4,
    margin: theme.spacing(0.5, 0),
    backgroundColor: theme.palette.action.selected,
  },
  interval: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderRadius: 4,
    minWidth: 4,
    backgroundColor: theme.palette.text.secondary,
  },
  share: {
    position: 'absolute',
    top: -3,
    bottom: -3,
    width: 4,
    marginLeft: -2,
    borderRadius: 2,
    backgroundColor: theme.palette.text.primary,
    boxShadow: `0 0 0 1px ${theme.palette.background.paper}`,
  },
}));

const percent = (share: number) => `${share * 100}%`;

/** A share and its interval on a scale from none to all; the words beside it say the same. */
export function IntervalBar(props: { share: Share }) {
  const { share, low, high } = props.share;
  const classes = useStyles();
  return (
    <div className={classes.scale} aria-hidden>
      <div
        className={classes.interval}
        style={{ left: percent(low), width: percent(high - low) }}
      />
      <div className={classes.share} style={{ left: percent(share) }} />
    </div>
  );
}
