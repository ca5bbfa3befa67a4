import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/Check';
import ClearIcon from '@material-ui/icons/Clear';
import CloseIcon from '@material-ui/icons/Close';
import type {
  Block,
  Claim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { usePostmortemContext } from '../state/postmortemContext';
import { VerdictBadge } from '../../shared/verdicts/VerdictBadge';
import { BlockActions } from '../editing/BlockActions';
import { Concerns } from '../editing/Concerns';
import { NewerGeneratedText } from '../editing/NewerGeneratedText';
import { CitedEvidence } from './CitedEvidence';
import { useEvidence } from './useEvidence';

const useStyles = makeStyles((theme: Theme) => ({
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
  },
  claim: { margin: theme.spacing(1, 0) },
  reasons: { listStyle: 'none', padding: 0, margin: theme.spacing(1, 0, 2) },
  reason: { display: 'flex', gap: theme.spacing(1), marginBottom: 4 },
  icon: { fontSize: '1.1rem', marginTop: 2, flexShrink: 0 },
}));

/** A claim with its verdict, actions, checks and cited evidence. */
export function ClaimEvidence(props: {
  claim: Claim;
  block: Block;
  onClose(): void;
  onWritten(postmortem: Postmortem): void;
  onDone(): void;
}) {
  const { claim, block, onClose, onWritten, onDone } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const { allowed, postmortem } = usePostmortemContext();
  const { loading, error, value: sources } = useEvidence(postmortem, claim);
  const ids = [...new Set(claim.spans.map(({ evidenceId }) => evidenceId))];
  return (
    <>
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
      <Typography className={classes.claim} variant="body1">
        {claim.text}
      </Typography>
      {claim.verdict === 'unverified' && (
        <Typography variant="body2">{t('page.evidence.unverified')}</Typography>
      )}
      {block.author.type === 'person' && (
        <Typography variant="body2" color="textSecondary">
          {t('page.editing.by')} <EntityNameLink value={block.author.ref} />
        </Typography>
      )}
      {allowed.editPostmortem ? (
        <BlockActions
          key={block.id}
          claim={claim}
          block={block}
          onWritten={onWritten}
          onDone={onDone}
        />
      ) : (
        <>
          <Concerns block={block} />
          <NewerGeneratedText block={block} />
        </>
      )}
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
      <Typography variant="caption" color="textSecondary">
        {t('page.evidence.verifier', { version: claim.verifierVersion })}
      </Typography>
    </>
  );
}
