import Drawer from '@material-ui/core/Drawer';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSmallScreen } from '../../shared/layout/useSmallScreen';
import { EVIDENCE_PANEL_ID } from '../content/ClaimText';

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
 * A panel beside the postmortem, or in a drawer on small screens. Takes the focus
 * for each thing that it is about; the parent returns it.
 */
export function SidePanel(props: {
  label: string;
  /** Id of what it is about. */
  about: string;
  onClose(): void;
  /** `focus` moves the focus to the panel. */
  children(focus: () => void): ReactNode;
}) {
  const { label, about, onClose, children } = props;
  const classes = useStyles();
  const small = useSmallScreen();
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const panel = useRef<HTMLDivElement>(null);
  const focus = () => panel.current?.focus({ preventScroll: true });
  useEffect(() => {
    // Unless the reader is working in the panel already
    if (!panel.current?.contains(document.activeElement)) focus();
  }, [about]);
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
      {children(focus)}
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
      {children(focus)}
    </Paper>
  );
}
