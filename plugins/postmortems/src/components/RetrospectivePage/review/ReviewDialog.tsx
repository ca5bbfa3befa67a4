import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { ReviewStatus } from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState, type FormEvent } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { FormField } from '../../FormField';
import { useWords } from '../../useWords';
import { ChangeFailure } from '../ChangeFailure';
import { useOpenDocument } from '../documentContext';
import { focusOnMount } from '../focusOnMount';
import { OpenPoints } from './OpenPoints';
import { REVIEW_STEPS } from './reviewSteps';

/** States in which people stand by what the document says. */
const VOUCHED: ReadonlySet<ReviewStatus> = new Set(['approved', 'published']);

/** A step of the review, with its reason; before people stand by the document, what speaks against it. */
export function ReviewDialog(props: { to: ReviewStatus; onClose(): void }) {
  const { to, onClose } = props;
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { retrospective, onWritten } = useOpenDocument();
  // The status is another one before the dialog is gone
  const [from] = useState(retrospective.status);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const running = useRef(false);
  const { next, others } = REVIEW_STEPS[from];
  const step = [next, ...others].find(one => one?.to === to);
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (running.current) return;
    running.current = true;
    setFailure(undefined);
    try {
      onWritten(await api.transition(retrospective.id, { to, reason }));
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      running.current = false;
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-labelledby="review-title"
    >
      <form onSubmit={confirm} noValidate>
        <DialogTitle id="review-title">
          {step && t(`page.review.step.${step.label}`)}
        </DialogTitle>
        <DialogContent>
          {VOUCHED.has(to) && <OpenPoints retrospective={retrospective} />}
          <FormField
            id="review-reason"
            label={t('page.review.reason')}
            value={reason}
            onChange={event => setReason(event.target.value)}
            inputRef={focusOnMount}
            multiline
            required
          />
          <ChangeFailure
            title={t(`page.review.failed.${to}`)}
            error={failure}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('page.review.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={reason.trim() === ''}
          >
            {t('page.review.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
