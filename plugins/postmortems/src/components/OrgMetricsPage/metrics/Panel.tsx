import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { MetricFrame } from './MetricFrame';

const useStyles = makeStyles((theme: Theme) => ({
  panel: { padding: theme.spacing(2), minWidth: 0 },
}));

/** A metric that needs room: its definition, a chart and a table. */
export function Panel(props: {
  /** The metric, for the focus to come back to. */
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
