import { makeStyles, Theme } from '@material-ui/core/styles';
import { showBidiControls } from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';

const useStyles = makeStyles((theme: Theme) => ({
  mark: {
    backgroundColor: theme.palette.type === 'dark' ? '#6b5900' : '#ffe58a',
    color: 'inherit',
    borderRadius: 2,
    padding: '0 2px',
  },
}));

/** A plain text with its quotes highlighted. */
export function Highlight(props: { text: string; quotes: readonly string[] }) {
  const { text, quotes } = props;
  const classes = useStyles();
  const parts: ReactNode[] = [];
  let end = 0;
  for (const [from, to] of rangesOf(text, quotes)) {
    parts.push(showBidiControls(text.slice(end, from)));
    parts.push(
      <mark key={from} className={classes.mark}>
        {showBidiControls(text.slice(from, to))}
      </mark>,
    );
    end = to;
  }
  parts.push(showBidiControls(text.slice(end)));
  return <>{parts}</>;
}

/** The first range of each quote, sorted and merged. */
function rangesOf(
  text: string,
  quotes: readonly string[],
): [from: number, to: number][] {
  const ranges = quotes
    .flatMap((quote): [number, number][] => {
      const from = quote === '' ? -1 : text.indexOf(quote);
      return from < 0 ? [] : [[from, from + quote.length]];
    })
    .sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
