import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { MetricFrame } from './MetricFrame';

const useStyles = makeStyles((theme: Theme) => ({
  panel: { padding: theme.spacing(2), minWidth: 0 },
}));

/** A metric with a chart and a table. */
export function Panel(props: {
  /** The metric. The focus returns to it. */
  name: string;
  title: string;
  definition: string;
  children: ReactNode;
}) {
  const { name, title, definition, children } = props;
  const { panel } = useStyles();
  return (
    <MetricFrame name={name} title={title} className={panel}>
      <Typography variant="caption" component="p" gutterBottom>
        {definition}
      </Typography>
      {children}
    </MetricFrame>
  );
}
