import { makeStyles, Theme } from '@material-ui/core/styles';
import type { Proportion } from '@postmortems/backstage-plugin-postmortems-common';

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
  ratio: {
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

const percent = (ratio: number) => `${ratio * 100}%`;

/**
 * A proportion and its interval on a scale. Hidden from screen readers, as the
 * text beside it repeats both.
 */
export function IntervalBar(props: { proportion: Proportion }) {
  const { ratio, ciLow, ciHigh } = props.proportion;
  const classes = useStyles();
  return (
    <div className={classes.scale} aria-hidden>
      <div
        className={classes.interval}
        style={{ left: percent(ciLow), width: percent(ciHigh - ciLow) }}
      />
      <div className={classes.ratio} style={{ left: percent(ratio) }} />
    </div>
  );
}
