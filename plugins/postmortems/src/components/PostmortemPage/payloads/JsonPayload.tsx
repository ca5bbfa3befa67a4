import { makeStyles, Theme } from '@material-ui/core/styles';
import { Highlight } from './Highlight';
import { quotesAt, type Spans } from './types';

const MAX_CHARACTERS = 20_000;

const useStyles = makeStyles((theme: Theme) => ({
  code: {
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

/**
 * A value as text or JSON, with its quotes highlighted.
 *
 * @param props - `pointer` is the position of the value in its payload
 */
export function JsonPayload(props: {
  value: unknown;
  pointer: string;
  spans: Spans;
  label: string;
}) {
  const { value, pointer, spans, label } = props;
  const classes = useStyles();
  const plain = typeof value === 'string';
  const text = plain ? value : JSON.stringify(value, null, 2) ?? '';
  const quotes = quotesAt(spans, pointer).map(quote =>
    // JSON escapes characters of the quote
    plain ? quote : JSON.stringify(quote).slice(1, -1),
  );
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <pre className={classes.code} tabIndex={0} role="group" aria-label={label}>
      <Highlight text={truncate(text, quotes)} quotes={quotes} />
    </pre>
  );
}

/** The text, or the part around the first quote if it is too long. */
function truncate(text: string, quotes: readonly string[]): string {
  if (text.length <= MAX_CHARACTERS) return text;
  const place = Math.max(
    0,
    Math.min(...quotes.map(quote => text.indexOf(quote)).filter(at => at >= 0)),
  );
  const from = Number.isFinite(place)
    ? Math.max(0, place - MAX_CHARACTERS / 2)
    : 0;
  return `${from > 0 ? '…' : ''}${text.slice(from, from + MAX_CHARACTERS)}…`;
}
