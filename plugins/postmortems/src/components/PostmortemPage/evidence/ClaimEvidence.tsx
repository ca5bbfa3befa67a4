import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CloseIcon from '@material-ui/icons/Close';
import {
  candidateCauseOf,
  type Block,
  type Claim,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { usePostmortemContext } from '../state/postmortemContext';
import { VerdictBadge } from '../../shared/verdicts/VerdictBadge';
import { evidenceOfCause } from '../causes/evidenceOfCause';
import { MarkedText } from '../content/MarkedText';
import { BlockActions } from '../editing/BlockActions';
import { Concerns } from '../editing/Concerns';
import { NewerGeneratedText } from '../editing/NewerGeneratedText';
import { CitedEvidence } from './CitedEvidence';
import { CopyLink } from './CopyLink';
import { ClaimReading } from './ClaimReading';
import { useEvidence } from './useEvidence';
import { ContraryEvidence, VerdictReasons } from './VerdictReasons';

const useStyles = makeStyles((theme: Theme) => ({
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
  },
  actions: { display: 'flex', gap: theme.spacing(1) },
  claim: { margin: theme.spacing(1, 0) },
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
  const { verdict, reading, attestedBy } = claim;
  const classes = useStyles();
  const { t } = useTranslation();
  const { allowed, postmortem } = usePostmortemContext();
  // The editor tells the verdict on what is written there
  const [isEditing, setIsEditing] = useState(false);
  const cause = candidateCauseOf(claim);
  const ids = [
    ...new Set([
      ...claim.spans.map(({ evidenceId }) => evidenceId),
      ...(cause ? evidenceOfCause(cause) : []),
    ]),
  ];
  const { loading, error, value: sources } = useEvidence(postmortem, ids);
  // An edit is of the sentences that the block shows
  const isFolded = !block.claims.some(({ id }) => id === claim.id);
  return (
    <>
      <div className={classes.head}>
        {isEditing ? (
          <Typography variant="subtitle2" component="h3">
            {t('page.editing.edit')}
          </Typography>
        ) : (
          <VerdictBadge verdict={verdict} />
        )}
        <span className={classes.actions}>
          {!isEditing && <CopyLink claim={claim} />}
          <IconButton
            size="small"
            aria-label={t('page.evidence.close')}
            onClick={onClose}
          >
            <CloseIcon />
          </IconButton>
        </span>
      </div>
      {!isEditing && (
        <>
          <Typography className={classes.claim} variant="body1">
            <MarkedText
              text={claim.text}
              ranges={verdict === 'supported' ? [] : reading?.leftOver ?? []}
            />
          </Typography>
          {reading && <ClaimReading text={claim.text} reading={reading} />}
          <ContraryEvidence verdict={verdict} reasons={claim.reasons} />
          {verdict === 'unverified' && (
            <Typography variant="body2">
              {t(cause ? 'page.cause.forPeople' : 'page.evidence.unverified')}
            </Typography>
          )}
        </>
      )}
      {attestedBy && (
        <Typography variant="body2">
          {t(
            verdict === 'attested'
              ? 'page.editing.confirmedBy'
              : 'page.editing.wasConfirmedBy',
          )}{' '}
          <EntityNameLink value={attestedBy} />
        </Typography>
      )}
      {block.author.type === 'person' && (
        <Typography variant="body2" color="textSecondary">
          {t('page.editing.by')} <EntityNameLink value={block.author.ref} />
        </Typography>
      )}
      {allowed.editPostmortem && !isFolded ? (
        <BlockActions
          key={block.id}
          claim={claim}
          block={block}
          onWritten={onWritten}
          onDone={onDone}
          onEditing={setIsEditing}
        />
      ) : (
        <>
          <Concerns block={block} />
          <NewerGeneratedText block={block} />
        </>
      )}
      {!isEditing && (
        <VerdictReasons verdict={verdict} reasons={claim.reasons} />
      )}
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
