import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { LIST_HEADING_ID } from '../focus/useReturnFocus';

const useStyles = makeStyles((theme: Theme) => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

/** The heading and actions of a list. */
export function ListHeader(props: { title: string; children?: ReactNode }) {
  const { head } = useStyles();
  return (
    <div className={head}>
      <Typography
        variant="h5"
        component="h2"
        id={LIST_HEADING_ID}
        tabIndex={-1}
        style={{ margin: 0 }}
      >
        {props.title}
      </Typography>
      {props.children}
    </div>
  );
}
