import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/Check';
import ClearIcon from '@material-ui/icons/Clear';
import CloseIcon from '@material-ui/icons/Close';
import type {
  Block,
  Claim,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef } from 'react';
import { useWords } from '../../useWords';
import { EVIDENCE_PANEL_ID } from '../document/ClaimText';
import { VerdictBadge } from '../document/VerdictBadge';
import { BlockEditor } from '../editing/BlockEditor';
import { CitedEvidence } from './CitedEvidence';
import { useEvidence } from './useEvidence';

const useStyles = makeStyles((theme: Theme) => ({
  panel: {
    padding: theme.spacing(2),
    overflowWrap: 'anywhere',
    '&:focus': { outline: 'none' },
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
  },
  sentence: { margin: theme.spacing(1, 0) },
  reasons: { listStyle: 'none', padding: 0, margin: theme.spacing(1, 0, 2) },
  reason: { display: 'flex', gap: theme.spacing(1), marginBottom: 4 },
  icon: { fontSize: '1.1rem', marginTop: 2, flexShrink: 0 },
}));

/** What a sentence stands on: its verdict with the reasons, and each place that it quotes. */
export function EvidencePanel(props: {
  retrospective: Retrospective;
  claim: Claim;
  block: Block;
  onClose(): void;
  onWritten(retrospective: Retrospective): void;
}) {
  const { retrospective, claim, block, onClose, onWritten } = props;
  const classes = useStyles();
  const { t } = useWords();
  const { loading, error, value: sources } = useEvidence(retrospective, claim);
  const panel = useRef<HTMLDivElement>(null);
  // Who opened it with the keyboard goes on reading here
  useEffect(() => panel.current?.focus({ preventScroll: true }), [claim.id]);
  const ids = [...new Set(claim.spans.map(({ evidenceId }) => evidenceId))];
  return (
    <Paper
      id={EVIDENCE_PANEL_ID}
      ref={panel}
      className={classes.panel}
      variant="outlined"
      role="region"
      aria-label={t('page.evidence.title')}
      tabIndex={-1}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <div className={classes.head}>
        <VerdictBadge verdict={claim.verdict} />
        <IconButton
          size="small"
          aria-label={t('page.evidence.close')}
          onClick={onClose}
        >
          <CloseIcon />
        </IconButton>
      </div>
      <Typography className={classes.sentence} variant="body1">
        {claim.text}
      </Typography>
      <Typography variant="subtitle2" component="h3">
        {t('page.evidence.reasons')}
      </Typography>
      <ul className={classes.reasons}>
        {claim.reasons.map(({ check, outcome, message }) => {
          const Icon = outcome === 'passed' ? CheckIcon : ClearIcon;
          return (
            <li key={`${check} ${message}`} className={classes.reason}>
              <Icon
                className={classes.icon}
                color={outcome === 'passed' ? 'primary' : 'error'}
                titleAccess={t(`page.evidence.${outcome}`)}
              />
              <Typography variant="body2">{message}</Typography>
            </li>
          );
        })}
      </ul>
      {ids.length === 0 && <Typography>{t('page.evidence.none')}</Typography>}
      {loading && <Progress />}
      {error && <ResponseErrorPanel error={error} />}
      {sources &&
        ids.map(id => (
          <CitedEvidence
            key={id}
            id={id}
            source={sources.get(id)}
            spans={claim.spans.filter(({ evidenceId }) => evidenceId === id)}
          />
        ))}
      <BlockEditor
        key={block.id}
        retrospective={retrospective}
        block={block}
        onWritten={onWritten}
      />
      <Typography variant="caption" color="textSecondary">
        {t('page.evidence.verifier', { version: claim.verifierVersion })}
      </Typography>
    </Paper>
  );
}
