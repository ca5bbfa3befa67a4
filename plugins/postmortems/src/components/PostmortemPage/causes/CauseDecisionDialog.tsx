import { useApi } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import DialogContentText from '@material-ui/core/DialogContentText';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import type {
  CandidateCauseAssertion,
  Claim,
  DecideCause,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { useDecision } from './useDecision';

export type CauseOutcome = DecideCause['outcome'];

/** Confirms a possible cause, rules it out, or opens it again, with a reason. */
export function CauseDecisionDialog(props: {
  claim: Claim;
  cause: CandidateCauseAssertion;
  outcome: CauseOutcome;
  onClose(): void;
}) {
  const { claim, cause, outcome, onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { postmortem, announce } = usePostmortemContext();
  const decide = useDecision();
  const [reason, setReason] = useState('');
  const [explains, setExplains] = useState(false);
  const against = outcome === 'confirmed' ? cause.against : [];
  return (
    <FormDialog
      id="cause-decision"
      title={t(`page.cause.decide.${outcome}`)}
      failed={t(`page.cause.failed.${outcome}`)}
      submit={t(`page.cause.submit.${outcome}`)}
      incomplete={reason.trim() === ''}
      unsaved={reason !== ''}
      onSubmit={async () => {
        await decide(() =>
          api.decideCause(postmortem.id, claim.id, {
            baseRevision: postmortem.revision,
            outcome,
            reason,
            ...(against.length > 0 && { explains }),
          }),
        );
        announce(t(`page.cause.done.${outcome}`));
        onClose();
      }}
      onClose={onClose}
    >
      <DialogContentText color="textPrimary">
        {cause.statement}
      </DialogContentText>
      {against.length > 0 && (
        <Note tone="warning">
          <Typography variant="subtitle2" component="h3">
            {t('page.cause.against')}
          </Typography>
          {against.map(({ type, detail }) => (
            <Typography key={`${type} ${detail}`} variant="body2">
              {t(`page.cause.counter.${type}`)}
              {detail && `: ${detail}`}
            </Typography>
          ))}
        </Note>
      )}
      <FormField
        id="cause-reason"
        label={t('common.names.reason')}
        help={t(`page.cause.reasonHelp.${outcome}`)}
        value={reason}
        onChange={setReason}
        inputRef={focusOnMount}
        inputProps={{ maxLength: 2000 }}
        multiline
        required
      />
      {against.length > 0 && (
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={explains}
              onChange={event => setExplains(event.target.checked)}
            />
          }
          label={t('page.cause.explains')}
        />
      )}
    </FormDialog>
  );
}
