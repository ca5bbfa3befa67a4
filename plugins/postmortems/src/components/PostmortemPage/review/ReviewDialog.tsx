import { useApi } from '@backstage/core-plugin-api';
import type { ReviewStatus } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { useWords } from '../../shared/useWords';
import { useOpenDocument } from '../documentContext';
import { OpenPoints } from './OpenPoints';
import { REVIEW_STEPS } from './reviewSteps';

/** States in which people stand by what the document says. */
const VOUCHED: ReadonlySet<ReviewStatus> = new Set(['approved', 'published']);

/** A step of the review, with its reason; before people stand by the document, what speaks against it. */
export function ReviewDialog(props: { to: ReviewStatus; onClose(): void }) {
  const { to, onClose } = props;
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { postmortem, onWritten } = useOpenDocument();
  // The status is another one before the dialog is gone
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
      {VOUCHED.has(to) && <OpenPoints postmortem={postmortem} />}
      <FormField
        id="review-reason"
        label={t('common.names.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputRef={focusOnMount}
        multiline
        required
      />
    </FormDialog>
  );
}
