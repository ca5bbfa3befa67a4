import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { Claim } from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { needsAttention } from './claims';
import { MarkedText } from './MarkedText';
import { VerdictBadge } from '../../shared/verdicts/VerdictBadge';
import { usePostmortemContext } from '../state/postmortemContext';

/** The DOM id of the panel that a selected claim opens. */
export const EVIDENCE_PANEL_ID = 'postmortem-evidence';

const useStyles = makeStyles((theme: Theme) => ({
  claim: {
    display: 'inline',
    boxDecorationBreak: 'clone',
    textAlign: 'left',
    font: 'inherit',
    color: 'inherit',
    verticalAlign: 'baseline',
    borderRadius: 4,
    padding: '1px 3px',
    margin: '0 -3px',
    userSelect: 'text',
    // Stays above the drawer that shows its evidence on small screens
    scrollMarginTop: '10vh',
    '&:hover': { backgroundColor: theme.palette.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    '&:hover $quiet, &:focus-visible $quiet': { opacity: 1 },
  },
  /** What needs nobody's attention shows where the reader points. */
  quiet: {
    opacity: 0,
    // Without a place of its own: it would leave a gap in the paragraph
    position: 'absolute',
    backgroundColor: theme.palette.background.paper,
    borderRadius: 4,
    pointerEvents: 'none',
    transition: theme.transitions.create('opacity', { duration: 100 }),
    '@media (hover: none)': { position: 'static', opacity: 0.5 },
  },
  /** On paper, only what is not supported is marked, in words. */
  notPrinted: { '@media print': { display: 'none' } },
  chosen: {
    backgroundColor: theme.palette.action.selected,
    outline: `1px solid ${theme.palette.primary.main}`,
    '@media print': { outline: 'none' },
  },
  doubtful: {
    textDecoration: 'underline wavy',
    textDecorationThickness: 1,
    textUnderlineOffset: 3,
  },
}));

/**
 * A claim with its verdict. Selecting it opens its evidence. The words of an
 * unverified claim that no code can check are marked; other doubtful claims are
 * underlined as a whole.
 *
 * @param props - `from` leaves out the characters before it; `children` replace
 * the text
 */
export function ClaimText(props: {
  claim: Claim;
  from?: number;
  children?: ReactNode;
}) {
  const { claim, from, children } = props;
  const classes = useStyles();
  const { selectedClaim, onSelectClaim } = usePostmortemContext();
  const chosen = claim.id === selectedClaim;
  const doubtful = needsAttention(claim);
  const unchecked =
    claim.verdict === 'unverified' ? claim.reading?.leftOver ?? [] : [];
  const isQuiet = claim.verdict === 'supported' && !doubtful && !chosen;
  const isUnderlined = doubtful && unchecked.length === 0 && !children;
  return (
    <ButtonBase
      // A button element would not flow with the text
      component="span"
      disableRipple
      className={`${classes.claim} ${chosen ? classes.chosen : ''}`}
      aria-expanded={chosen}
      aria-controls={chosen ? EVIDENCE_PANEL_ID : undefined}
      data-claim={claim.id}
      onClick={() => onSelectClaim(chosen ? undefined : claim.id)}
    >
      <span className={isUnderlined ? classes.doubtful : undefined}>
        {children ?? (
          <MarkedText text={claim.text} ranges={unchecked} from={from} />
        )}
      </span>{' '}
      <span
        className={`${isQuiet ? classes.quiet : ''} ${
          doubtful ? '' : classes.notPrinted
        }`}
      >
        <VerdictBadge verdict={claim.verdict} quiet={!doubtful} />
      </span>
    </ButtonBase>
  );
}
