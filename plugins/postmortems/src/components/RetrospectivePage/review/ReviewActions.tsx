import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import type {
  Retrospective,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { FailureAlert } from '../../FailureAlert';
import { useWords } from '../../useWords';

/** Where people may lead the document from where it is; the backend decides whether it gets there. */
const NEXT: Record<ReviewStatus, readonly ReviewStatus[]> = {
  draft: ['in_review'],
  in_review: ['approved', 'draft'],
  approved: ['published', 'in_review'],
  published: ['in_review'],
};

/** The next states of the review, each with a reason. */
export function ReviewActions(props: {
  retrospective: Retrospective;
  onWritten(retrospective: Retrospective): void;
}) {
  const { retrospective, onWritten } = props;
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const [to, setTo] = useState<ReviewStatus>();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const close = () => {
    setTo(undefined);
    setReason('');
    setFailure(undefined);
  };
  const confirm = async () => {
    setFailure(undefined);
    try {
      onWritten(await api.transition(retrospective.id, { to: to!, reason }));
      close();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <ButtonGroup size="small" aria-label={t('page.review.label')}>
        {NEXT[retrospective.status].map(status => (
          <Button key={status} onClick={() => setTo(status)}>
            {t(`page.review.to.${status}`)}
          </Button>
        ))}
      </ButtonGroup>
      <Dialog
        open={to !== undefined}
        onClose={close}
        fullWidth
        maxWidth="sm"
        aria-labelledby="review-title"
      >
        <DialogTitle id="review-title">
          {to && t(`page.review.to.${to}`)}
        </DialogTitle>
        <DialogContent>
          <TextField
            id="review-reason"
            label={t('page.review.reason')}
            value={reason}
            onChange={event => setReason(event.target.value)}
            multiline
            fullWidth
          />
          {failure !== undefined && (
            <FailureAlert title={t('page.review.failed')} error={failure} />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{t('page.review.cancel')}</Button>
          <Button
            color="primary"
            variant="contained"
            disabled={reason.trim() === ''}
            onClick={confirm}
          >
            {t('page.review.confirm')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
