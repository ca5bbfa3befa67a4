import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Snackbar from '@material-ui/core/Snackbar';
import Typography from '@material-ui/core/Typography';
import AddCommentIcon from '@material-ui/icons/AddComment';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import DeleteForeverIcon from '@material-ui/icons/DeleteForever';
import EditIcon from '@material-ui/icons/Edit';
import GetAppIcon from '@material-ui/icons/GetApp';
import PublishIcon from '@material-ui/icons/Publish';
import RefreshIcon from '@material-ui/icons/Refresh';
import {
  LIGHT_PICTURE_COLOURS,
  renderIncidentPicture,
  serialiseSvg,
  type ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { MenuButton, type MenuAction } from '../../shared/form/MenuButton';
import { usePostmortemContext } from '../state/postmortemContext';
import { AddNoteDialog } from '../incident/AddNoteDialog';
import { EditIncidentDialog } from '../incident/EditIncidentDialog';
import { EraseDialog } from '../incident/EraseDialog';
import { IncidentNotices } from '../incident/IncidentNotices';
import { UploadDialog } from '../incident/UploadDialog';
import { usePictureWords } from '../picture/usePictureWords';
import { ReviewDialog } from '../review/ReviewDialog';
import { isStepAllowed, REVIEW_STEPS } from '../review/reviewSteps';
import { StepNotAllowed } from '../review/StepNotAllowed';
import { useReader } from '../state/useReader';
import { PostmortemChips } from './PostmortemChips';
import { PostmortemDetails } from './PostmortemDetails';
import { downloadFile } from '../../shared/files/downloadFile';
import { type ChangedInput, RegenerateOffer } from './RegenerateOffer';
import { useRegenerate } from './useRegenerate';
import { Row } from '../../shared/layout/Row';

/** In pixels; for a page of A4 in landscape, or a slide. */
const PICTURE_FILE_WIDTH = 1100;

type Dialog =
  | 'incident'
  | 'evidence'
  | 'upload'
  | 'erase'
  | { review: ReviewStatus };

/** The incident, status and actions of the postmortem. */
export function PostmortemHeader() {
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { postmortem, allowed } = usePostmortemContext();
  const { id, incidentKey, status, revision } = postmortem;
  const { regenerate, progress, error, notice, onNoticeClosed } =
    useRegenerate();
  const exporting = useAsyncAction();
  const words = usePictureWords();
  const [dialog, setDialog] = useState<Dialog>();
  const [changed, setChanged] = useState<ChangedInput>();
  const [dismissed, setDismissed] = useState<number>();
  const changedBefore =
    dismissed === revision ? undefined : postmortem.changedSinceDrafted;
  const why = changed ?? changedBefore;
  const menu = useRef<HTMLButtonElement>(null);
  const shownStatus = useRef(status);
  useEffect(() => {
    if (shownStatus.current === status) return;
    shownStatus.current = status;
    // The pressed button may have unmounted
    if (document.activeElement === document.body) menu.current?.focus();
  }, [status]);

  const closed = (kind: ChangedInput) => (saved: boolean) => {
    setDialog(undefined);
    if (saved) setChanged(kind);
  };
  const dismiss = (then?: () => void) => {
    setChanged(undefined);
    setDismissed(revision);
    menu.current?.focus();
    then?.();
  };
  const exportAs = (
    extension: string,
    type: string,
    read: () => Promise<string>,
  ) =>
    exporting.run(async () =>
      downloadFile(`${incidentKey}.${extension}`, type, await read()),
    );
  const { next, others } = REVIEW_STEPS[status];
  const reader = useReader();
  const isAuthor =
    next?.to === 'approved' &&
    reader !== undefined &&
    (postmortem.mayNotApprove ?? []).includes(reader);
  const mayGoOn =
    next !== undefined && isStepAllowed(next.to, allowed) && !isAuthor;
  // Who only reads expects no button
  const told =
    (next?.label === 'approve' || next?.label === 'publish') &&
    !mayGoOn &&
    isStepAllowed('in_review', allowed)
      ? next.label
      : undefined;
  const actions: MenuAction[] = [
    ...(allowed.changeIncident
      ? [
          {
            label: t('page.notes.open'),
            icon: AddCommentIcon,
            onChoose: () => setDialog('evidence'),
          },
          {
            label: t('page.upload.title'),
            icon: PublishIcon,
            onChoose: () => setDialog('upload'),
          },
          {
            label: t('page.actions.editIncident'),
            icon: EditIcon,
            onChoose: () => setDialog('incident'),
          },
        ]
      : []),
    ...(allowed.editPostmortem
      ? [
          {
            label: t('page.actions.regenerate'),
            icon: RefreshIcon,
            onChoose: regenerate,
          },
        ]
      : []),
    ...others
      .filter(({ to }) => isStepAllowed(to, allowed))
      .map(({ to, label }) => ({
        label: t(`page.review.step.${label}`),
        icon: ArrowBackIcon,
        onChoose: () => setDialog({ review: to }),
      })),
    {
      label: t('page.actions.markdown'),
      icon: GetAppIcon,
      onChoose: () =>
        exportAs('md', 'text/markdown', () => api.exportMarkdown(id)),
    },
    {
      label: t('page.actions.html'),
      icon: GetAppIcon,
      onChoose: () => exportAs('html', 'text/html', () => api.exportHtml(id)),
    },
    {
      label: t('page.actions.picture'),
      icon: GetAppIcon,
      onChoose: () =>
        exportAs('svg', 'image/svg+xml', async () =>
          serialiseSvg(
            renderIncidentPicture(await api.getPicture(id), {
              ...words,
              width: PICTURE_FILE_WIDTH,
              colours: LIGHT_PICTURE_COLOURS,
            }),
          ),
        ),
    },
    {
      label: t('page.actions.json'),
      icon: GetAppIcon,
      onChoose: () =>
        exportAs('json', 'application/json', async () =>
          JSON.stringify(await api.exportJson(id), null, 2),
        ),
    },
    ...(allowed.erase
      ? [
          {
            label: t('page.actions.erase'),
            icon: DeleteForeverIcon,
            onChoose: () => setDialog('erase'),
          },
        ]
      : []),
  ];
  return (
    <>
      <Row
        alignItems="flex-start"
        justifyContent="space-between"
        gridGap="8px 24px"
        mb={1}
      >
        <div>
          <PostmortemChips />
          <PostmortemDetails onUpload={() => setDialog('upload')} />
        </div>
        <Row>
          {next && (mayGoOn || told) && (
            <Button
              size="small"
              color="primary"
              variant="contained"
              disabled={!mayGoOn}
              aria-describedby={told && 'review-step-not-allowed'}
              onClick={() => setDialog({ review: next.to })}
            >
              {t(`page.review.step.${next.label}`)}
            </Button>
          )}
          <MenuButton
            ref={menu}
            id="postmortem-actions"
            label={t('page.actions.label')}
            actions={actions}
          />
        </Row>
      </Row>
      {told && (
        <StepNotAllowed
          id="review-step-not-allowed"
          step={told}
          isAuthor={isAuthor}
        />
      )}
      <IncidentNotices />
      <div role="status">
        {progress && <Typography variant="body2">{progress}</Typography>}
      </div>
      {why && (
        <RegenerateOffer
          // Announces every change of the reader
          key={changed}
          why={why}
          takesFocus={changed !== undefined}
          allowed={allowed.editPostmortem}
          onRegenerate={() => dismiss(regenerate)}
          onDismiss={() => dismiss()}
        />
      )}
      <ErrorAlert title={t('page.actions.notRegenerated')} error={error} />
      <ErrorAlert
        title={t('page.actions.notDownloaded')}
        error={exporting.error}
      />
      <Snackbar
        open={notice !== undefined}
        autoHideDuration={6000}
        onClose={onNoticeClosed}
        message={notice}
      />
      {dialog === 'incident' && (
        <EditIncidentDialog onClose={closed('incident')} />
      )}
      {dialog === 'evidence' && (
        <AddNoteDialog
          onAdded={() => closed('evidence')(true)}
          onClose={() => closed('evidence')(false)}
        />
      )}
      {dialog === 'upload' && <UploadDialog onClose={closed('evidence')} />}
      {dialog === 'erase' && (
        <EraseDialog onClose={() => setDialog(undefined)} />
      )}
      {typeof dialog === 'object' && (
        <ReviewDialog to={dialog.review} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}
