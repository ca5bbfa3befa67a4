import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { useWords } from '../../shared/useWords';
import { MetricFrame } from './MetricFrame';
import { MetricLinks, type MetricLink } from './MetricLinks';

const useStyles = makeStyles((theme: Theme) => ({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(2),
    minWidth: 0,
  },
  value: { fontVariantNumeric: 'tabular-nums', margin: 0 },
  definition: { flexGrow: 1 },
}));

/** One metric with its sample, what exactly it counts, and ways to what is behind it. */
export function MetricCard(props: {
  /** The metric, for the focus to come back to. */
  name: string;
  title: string;
  /** `undefined` when the sample is too small to say anything. */
  value: string | undefined;
  definition: string;
  links: MetricLink[];
  /** The sample, or what is missing. */
  children: ReactNode;
}) {
  const { name, title, value, definition, links, children } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <MetricFrame name={name} title={title} className={classes.card}>
      <Typography
        variant={value === undefined ? 'h6' : 'h4'}
        component="p"
        className={classes.value}
      >
        {value ?? t('orgMetrics.notEnough')}
      </Typography>
      {children}
      <Typography
        variant="caption"
        component="p"
        className={classes.definition}
      >
        {definition}
      </Typography>
      <MetricLinks links={links} />
    </MetricFrame>
  );
}
