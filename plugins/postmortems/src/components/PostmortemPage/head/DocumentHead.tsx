import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Snackbar from '@material-ui/core/Snackbar';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AddCommentIcon from '@material-ui/icons/AddComment';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import EditIcon from '@material-ui/icons/Edit';
import GetAppIcon from '@material-ui/icons/GetApp';
import RefreshIcon from '@material-ui/icons/Refresh';
import type {
  ReviewStatus,
  PostmortemInput,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useWords } from '../../shared/useWords';
import { FailureAlert } from '../../shared/failure/FailureAlert';
import { useOpenDocument } from '../documentContext';
import { AddEvidenceDialog } from '../incident/AddEvidenceDialog';
import { EditIncidentDialog } from '../incident/EditIncidentDialog';
import { ReviewDialog } from '../review/ReviewDialog';
import { REVIEW_STEPS } from '../review/reviewSteps';
import { ActionsMenu, type MenuAction } from './ActionsMenu';
import { DocumentChips } from './DocumentChips';
import { DocumentDetails } from './DocumentDetails';
import { download } from '../../shared/download';
import { RegenerateOffer } from './RegenerateOffer';
import { useRegenerate } from './useRegenerate';

const useStyles = makeStyles((theme: Theme) => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 3),
    marginBottom: theme.spacing(1),
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

type Dialog = 'incident' | 'evidence' | { review: ReviewStatus };

/** What the postmortem is about, how far it has come, and what can be done with it as a whole. */
export function DocumentHead() {
  const classes = useStyles();
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { postmortem, allowed } = useOpenDocument();
  const { id, incidentKey, status, revision } = postmortem;
  const { regenerate, progress, failure, notice, onNoticeClosed } =
    useRegenerate();
  const [dialog, setDialog] = useState<Dialog>();
  const [changed, setChanged] = useState<PostmortemInput>();
  const [dismissed, setDismissed] = useState<number>();
  const changedBefore =
    dismissed === revision ? undefined : postmortem.changedSinceDrafted?.[0];
  const [exportFailure, setExportFailure] = useState<unknown>();
  const menu = useRef<HTMLButtonElement>(null);
  const shownStatus = useRef(status);
  useEffect(() => {
    if (shownStatus.current === status) return;
    shownStatus.current = status;
    // The button of the step that was taken may be gone
    if (document.activeElement === document.body) menu.current?.focus();
  }, [status]);

  const closed = (kind: PostmortemInput) => (saved: boolean) => {
    setDialog(undefined);
    if (saved) setChanged(kind);
  };
  const answer = (then?: () => void) => {
    setChanged(undefined);
    setDismissed(revision);
    menu.current?.focus();
    then?.();
  };
  const save = async (
    extension: string,
    type: string,
    read: () => Promise<string>,
  ) => {
    setExportFailure(undefined);
    try {
      download(`${incidentKey}.${extension}`, type, await read());
    } catch (error) {
      setExportFailure(error);
    }
  };
  const { next, others } = REVIEW_STEPS[status];
  const actions: MenuAction[] = [
    ...(allowed.changeIncident
      ? [
          {
            label: t('page.actions.addEvidence'),
            icon: AddCommentIcon,
            onChoose: () => setDialog('evidence'),
          },
          {
            label: t('page.actions.editIncident'),
            icon: EditIcon,
            onChoose: () => setDialog('incident'),
          },
        ]
      : []),
    ...(allowed.editDocument
      ? [
          {
            label: t('page.actions.regenerate'),
            icon: RefreshIcon,
            onChoose: regenerate,
          },
          ...others.map(({ to, label }) => ({
            label: t(`page.review.step.${label}`),
            icon: ArrowBackIcon,
            onChoose: () => setDialog({ review: to }),
          })),
        ]
      : []),
    {
      label: t('page.actions.markdown'),
      icon: GetAppIcon,
      onChoose: () => save('md', 'text/markdown', () => api.exportMarkdown(id)),
    },
    {
      label: t('page.actions.json'),
      icon: GetAppIcon,
      onChoose: () =>
        save('json', 'application/json', async () =>
          JSON.stringify(await api.exportJson(id), null, 2),
        ),
    },
  ];
  return (
    <>
      <div className={classes.head}>
        <div>
          <DocumentChips />
          <DocumentDetails />
        </div>
        <div className={classes.actions}>
          {next && allowed.editDocument && (
            <Button
              size="small"
              color="primary"
              variant="contained"
              onClick={() => setDialog({ review: next.to })}
            >
              {t(`page.review.step.${next.label}`)}
            </Button>
          )}
          <ActionsMenu ref={menu} actions={actions} />
        </div>
      </div>
      <div role="status">
        {progress && <Typography variant="body2">{progress}</Typography>}
      </div>
      {(changed ?? changedBefore) && (
        <RegenerateOffer
          // What the reader has just done is told anew
          key={changed}
          why={changed ?? (`${changedBefore!}Since` as const)}
          takesFocus={changed !== undefined}
          allowed={allowed.editDocument}
          onRegenerate={() => answer(regenerate)}
          onDismiss={() => answer()}
        />
      )}
      <FailureAlert title={t('page.actions.notRegenerated')} error={failure} />
      <FailureAlert
        title={t('page.actions.notDownloaded')}
        error={exportFailure}
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
        <AddEvidenceDialog onClose={closed('evidence')} />
      )}
      {typeof dialog === 'object' && (
        <ReviewDialog to={dialog.review} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}
