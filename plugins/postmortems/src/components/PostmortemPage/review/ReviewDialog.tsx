import { useApi } from '@backstage/core-plugin-api';
import {
  isApproved,
  type ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { OpenPoints } from './OpenPoints';
import { REVIEW_STEPS } from './reviewSteps';

/**
 * A step of the review with its reason. Lists open points before approval and
 * publication.
 */
export function ReviewDialog(props: { to: ReviewStatus; onClose(): void }) {
  const { to, onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { postmortem, onWritten } = usePostmortemContext();
  // The status changes before the dialog closes
  const [from] = useState(postmortem.status);
  const [reason, setReason] = useState('');
  const { next, others } = REVIEW_STEPS[from];
  const step = [next, ...others].find(one => one?.to === to);
  return (
    <FormDialog
      id="review-title"
      title={step ? t(`page.review.step.${step.label}`) : ''}
      failed={t(`page.review.failed.${to}`)}
      submit={t('common.confirm')}
      incomplete={reason.trim() === ''}
      unsaved={reason !== ''}
      onSubmit={async () => {
        onWritten(
          await api.transitionPostmortem(postmortem.id, { to, reason }),
        );
        onClose();
      }}
      onClose={onClose}
    >
      {isApproved(to) && <OpenPoints onOpen={onClose} />}
      <FormField
        id="review-reason"
        label={t('common.names.reason')}
        value={reason}
        onChange={setReason}
        inputRef={focusOnMount}
        multiline
        required
      />
    </FormDialog>
  );
}
