import { makeStyles, Theme } from '@material-ui/core/styles';
import { showBidiControls } from '@postmortems/backstage-plugin-postmortems-common';

/** More makes a browser slow, and nobody reads it here. */
const MAX_CHARACTERS = 100_000;

const useStyles = makeStyles((theme: Theme) => ({
  text: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1),
    maxHeight: 320,
    overflow: 'auto',
    fontSize: '0.8125rem',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** What a source sent, as it was stored. */
export function PayloadText(props: { text: string; label: string }) {
  const { text, label } = props;
  const classes = useStyles();
  const shown = showBidiControls(text.slice(0, MAX_CHARACTERS));
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <pre className={classes.text} tabIndex={0} role="group" aria-label={label}>
      {shown}
      {text.length > MAX_CHARACTERS && '…'}
    </pre>
  );
}
