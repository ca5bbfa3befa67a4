import { LinkButton } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

/** A way from a metric to what stands behind it. */
export type MetricLink = { to: string; label: string };

const useStyles = makeStyles({
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    margin: '0 -5px',
  },
  link: { textTransform: 'none', textAlign: 'left' },
});

/** Ways from a metric to what stands behind it. */
export function MetricLinks(props: { links: MetricLink[] }) {
  const classes = useStyles();
  return (
    <div className={classes.links}>
      {props.links.map(({ to, label }) => (
        <LinkButton
          key={to}
          to={to}
          // A link, and not the button that it looks like
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
