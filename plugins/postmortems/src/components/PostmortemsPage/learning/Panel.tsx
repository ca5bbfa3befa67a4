import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { figureHeadingId } from '../useReturnFocus';

const useStyles = makeStyles((theme: Theme) => ({
  panel: { padding: theme.spacing(2), minWidth: 0 },
}));

/** A figure that needs room: its definition, a chart and a table. */
export function Panel(props: {
  /** The figure, for the focus to come back to. */
  name: string;
  title: string;
  definition: string;
  children: ReactNode;
}) {
  const { name, title, definition, children } = props;
  const { panel } = useStyles();
  const headingId = figureHeadingId(name);
  return (
    <Paper
      variant="outlined"
      className={panel}
      component="section"
      aria-labelledby={headingId}
      data-figure={name}
    >
      <Typography
        variant="subtitle2"
        component="h3"
        id={headingId}
        tabIndex={-1}
      >
        {title}
      </Typography>
      <Typography variant="caption" component="p" gutterBottom>
        {definition}
      </Typography>
      {children}
    </Paper>
  );
}
