import { LinkButton } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

/** A link from a metric to what it counts. */
export type MetricLink = { to: string; label: string };

const useStyles = makeStyles({
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    margin: '0 -5px',
  },
  link: { textTransform: 'none', textAlign: 'left' },
});

/** The links of a metric. */
export function MetricLinks(props: { links: MetricLink[] }) {
  const classes = useStyles();
  return (
    <div className={classes.links}>
      {props.links.map(({ to, label }) => (
        <LinkButton
          key={to}
          to={to}
          // A link that looks like a button
          role={undefined}
          size="small"
          color="primary"
          className={classes.link}
        >
          {label}
        </LinkButton>
      ))}
    </div>
  );
}
