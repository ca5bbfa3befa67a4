import { Link } from '@backstage/core-components';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { FilledSeries } from './series';

const useStyles = makeStyles((theme: Theme) => ({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
    ...theme.typography.body2,
  },
  entry: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
  },
  // Large enough for touch
  link: { lineHeight: '24px' },
}));

/** The colours of a chart, with their labels and totals. */
export function Legend(props: {
  series: FilledSeries[];
  /** The total of a series, and the path of its list. */
  valueOf(series: FilledSeries): { text: string; to?: string };
}) {
  const classes = useStyles();
  return (
    <ul className={classes.legend}>
      {props.series.map(series => {
        const { text, to } = props.valueOf(series);
        const words = `${series.label}: ${text}`;
        return (
          <li key={series.id} className={classes.entry}>
            <svg width={14} height={14} aria-hidden>
              <rect
                x={0.5}
                y={0.5}
                width={13}
                height={13}
                fill={series.fill}
                stroke={series.colour}
              />
            </svg>
            {to ? (
              <Link to={to} className={classes.link}>
                {words}
              </Link>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}
