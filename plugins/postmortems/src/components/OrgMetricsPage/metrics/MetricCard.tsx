import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
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

/** A metric with its sample, its definition and links to its incidents. */
export function MetricCard(props: {
  /** The metric. The focus returns to it. */
  name: string;
  title: string;
  /** `undefined` when the sample is too small for a value. */
  value: string | undefined;
  definition: string;
  links: MetricLink[];
  /** The sample, or the size that it needs. */
  children: ReactNode;
}) {
  const { name, title, value, definition, links, children } = props;
  const classes = useStyles();
  const { t } = useTranslation();
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
