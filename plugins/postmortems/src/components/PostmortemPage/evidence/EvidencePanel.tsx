import Drawer from '@material-ui/core/Drawer';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type {
  Block,
  Claim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { EVIDENCE_PANEL_ID } from '../content/ClaimText';
import { useSmallScreen } from '../../shared/layout/useSmallScreen';
import { ClaimEvidence } from './ClaimEvidence';

const useStyles = makeStyles((theme: Theme) => ({
  panel: {
    ...theme.typography.body1,
    padding: theme.spacing(2),
    overflowWrap: 'anywhere',
    '&:focus': { outline: 'none' },
  },
  beside: {
    position: 'sticky',
    top: theme.spacing(2),
    maxHeight: `calc(100vh - ${theme.spacing(4)}px)`,
    overflow: 'auto',
  },
  drawer: { maxHeight: '80vh' },
}));

/**
 * The evidence and actions of a claim: beside the postmortem, or in a drawer on
 * small screens. Takes the focus for each claim; the parent returns it.
 */
export function EvidencePanel(props: {
  claim: Claim;
  block: Block;
  onClose(): void;
  onWritten(postmortem: Postmortem): void;
}) {
  const { claim, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const small = useSmallScreen();
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const panel = useRef<HTMLDivElement>(null);
  const focus = () => panel.current?.focus({ preventScroll: true });
  useEffect(() => {
    // Unless the reader is working in the panel already
    if (!panel.current?.contains(document.activeElement)) focus();
  }, [claim.id]);
  const content = <ClaimEvidence {...props} onDone={focus} />;
  const label = t('page.evidence.title');
  return small ? (
    <Drawer
      open
      anchor="bottom"
      onClose={onClose}
      transitionDuration={reducedMotion ? 0 : undefined}
      PaperProps={{
        ref: panel,
        id: EVIDENCE_PANEL_ID,
        className: `${classes.panel} ${classes.drawer}`,
        role: 'dialog',
        'aria-modal': true,
        'aria-label': label,
        tabIndex: -1,
      }}
    >
      {content}
    </Drawer>
  ) : (
    <Paper
      id={EVIDENCE_PANEL_ID}
      ref={panel}
      className={`${classes.panel} ${classes.beside}`}
      variant="outlined"
      role="region"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      {content}
    </Paper>
  );
}
