import { makeStyles, Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles((theme: Theme) => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.25, 2),
    margin: theme.spacing(1, 0),
    // Outside of texts the browser has another one
    fontFamily: theme.typography.fontFamily,
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

/** Names and values, without those that have no value. */
export function DescriptionList(props: {
  entries: [name: string, value: ReactNode][];
}) {
  const classes = useStyles();
  const entries = props.entries.filter(
    ([, value]) => value !== undefined && value !== '' && value !== false,
  );
  return entries.length === 0 ? null : (
    <dl className={classes.list}>
      {entries.map(([name, value]) => [
        <dt key={`${name} name`}>{name}</dt>,
        <dd key={`${name} value`}>{value}</dd>,
      ])}
    </dl>
  );
}
