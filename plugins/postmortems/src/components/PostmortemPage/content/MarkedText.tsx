import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  showBidiControls,
  type TextRange,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { VisuallyHidden } from '../../shared/layout/VisuallyHidden';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  unchecked: {
    textDecoration: 'underline dotted',
    textDecorationThickness: 2,
    textUnderlineOffset: 4,
    textDecorationColor: theme.palette.type === 'dark' ? '#f2c14e' : '#7a5200',
  },
}));

/**
 * A sentence in which the words are marked that no code can check.
 *
 * @param props - `from` leaves out the characters before it
 */
export function MarkedText(props: {
  text: string;
  ranges: readonly TextRange[];
  from?: number;
}) {
  const { ranges, from = 0 } = props;
  const text = keepUnits(props.text);
  const classes = useStyles();
  const { t } = useTranslation();
  const parts: ReactNode[] = [];
  let shown = from;
  for (const { start, end } of sorted(ranges)) {
    const first = Math.max(start, shown);
    if (end <= first || first >= text.length) continue;
    parts.push(showBidiControls(text.slice(shown, first)));
    parts.push(
      <span
        key={first}
        className={classes.unchecked}
        title={t('page.reading.unchecked')}
      >
        {showBidiControls(text.slice(first, end))}
        <VisuallyHidden>{` (${t('page.reading.mark')})`}</VisuallyHidden>
      </span>,
    );
    shown = end;
  }
  parts.push(showBidiControls(text.slice(shown)));
  return <>{parts}</>;
}

function sorted(ranges: readonly TextRange[]): TextRange[] {
  return [...ranges].sort((a, b) => a.start - b.start);
}

/** A unit stays on one line with its number. The length is the same. */
function keepUnits(text: string): string {
  return text.replace(/(\d) (?=%|m?s\b|[KMGT]?i?B\b)/g, '$1\u00a0');
}
