import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { Block } from '@postmortems/backstage-plugin-postmortems-common';
import { useId, useState } from 'react';
import { usePostmortemContext } from '../state/postmortemContext';
import { needsAttention } from './claims';
import { Sentences } from './Sentences';

const useStyles = makeStyles((theme: Theme) => ({
  toggle: {
    font: 'inherit',
    textAlign: 'left',
    textTransform: 'none',
    color: theme.palette.text.secondary,
    margin: theme.spacing(0, 0, 0, -1),
    padding: theme.spacing(0, 1),
  },
  claims: {
    margin: theme.spacing(0.5, 0, 1),
    paddingLeft: theme.spacing(3),
  },
  claim: { marginBottom: theme.spacing(0.5) },
}));

/** Claims behind a line that opens. Open from the start where one of them is selected or needs attention. */
export function MoreClaims(props: { more: NonNullable<Block['more']> }) {
  const { label, claims } = props.more;
  const classes = useStyles();
  const listId = useId();
  const { selectedClaim } = usePostmortemContext();
  const [isOpen, setIsOpen] = useState(() =>
    claims.some(claim => claim.id === selectedClaim || needsAttention(claim)),
  );
  return (
    <>
      <Button
        className={classes.toggle}
        data-print="keep"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        endIcon={isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
        onClick={() => setIsOpen(!isOpen)}
      >
        {label}
      </Button>
      {isOpen && (
        <ul id={listId} className={classes.claims}>
          {claims.map(claim => (
            <li key={claim.id} className={classes.claim}>
              <Sentences claims={[claim]} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
