import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { forwardRef, type ReactNode } from 'react';

const useStyles = makeStyles((theme: Theme) => {
  const edge = (color: string) => ({ borderLeft: `4px solid ${color}` });
  return {
    note: {
      ...theme.typography.body2,
      margin: theme.spacing(1, 0, 2),
      padding: theme.spacing(1.5, 2),
      overflowWrap: 'anywhere',
      '&:focus': { outline: 'none' },
    },
    info: edge(theme.palette.primary.main),
    warning: edge(theme.palette.warning.main),
    error: edge(theme.palette.error.main),
  };
});

/** A highlighted message. Screen readers announce an `alert` at once. */
export const Note = forwardRef<
  HTMLDivElement,
  {
    tone: 'info' | 'warning' | 'error';
    role?: 'note' | 'status' | 'alert';
    /** What it is about, for screen readers. */
    label?: string;
    children: ReactNode;
  }
>((props, ref) => {
  const { tone, role = 'note', label, children } = props;
  const classes = useStyles();
  return (
    <Paper
      ref={ref}
      variant="outlined"
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={`${classes.note} ${classes[tone]}`}
    >
      {children}
    </Paper>
  );
});
