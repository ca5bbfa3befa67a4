import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { metricHeadingId } from '../focus/useReturnFocus';

/** Title and border of a metric. */
export function MetricFrame(props: {
  /** The metric. The focus returns to it. */
  name: string;
  title: string;
  className: string;
  children: ReactNode;
}) {
  const { name, title, className, children } = props;
  const headingId = metricHeadingId(name);
  return (
    <Paper
      variant="outlined"
      className={className}
      component="section"
      aria-labelledby={headingId}
      data-metric={name}
    >
      <Typography
        variant="subtitle2"
        component="h3"
        id={headingId}
        tabIndex={-1}
      >
        {title}
      </Typography>
      {children}
    </Paper>
  );
}
