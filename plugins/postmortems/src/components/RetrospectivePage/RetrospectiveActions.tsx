import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import Snackbar from '@material-ui/core/Snackbar';
import { makeStyles, Theme } from '@material-ui/core/styles';
import GetAppIcon from '@material-ui/icons/GetApp';
import RefreshIcon from '@material-ui/icons/Refresh';
import type { Retrospective } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { FailureAlert } from '../FailureAlert';
import { useWords } from '../useWords';
import { useWritingProgress } from '../useWritingProgress';
import { ReviewActions } from './review/ReviewActions';

const useStyles = makeStyles((theme: Theme) => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
}));

/** Downloads, the review, and writing the document again from the evidence as it is now. */
export function RetrospectiveActions(props: {
  retrospective: Retrospective;
  onWritten(retrospective: Retrospective): void;
}) {
  const { retrospective, onWritten } = props;
  const { id, incidentKey, revision } = retrospective;
  const classes = useStyles();
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const [writing, setWriting] = useState(false);
  const progress = useWritingProgress(incidentKey);
  const [failure, setFailure] = useState<unknown>();
  const [notice, setNotice] = useState<string>();

  const attempt = async (action: () => Promise<void>) => {
    setFailure(undefined);
    try {
      await action();
    } catch (error) {
      setFailure(error);
    }
  };
  const rewrite = () =>
    attempt(async () => {
      setWriting(true);
      try {
        const written = await api.createRetrospective(incidentKey, {});
        onWritten(written);
        setNotice(
          written.revision === revision
            ? t('page.actions.unchanged')
            : t('page.actions.rewritten'),
        );
      } finally {
        setWriting(false);
      }
    });
  return (
    <>
      <div className={classes.actions}>
        <ButtonGroup size="small" aria-label={t('page.actions.label')}>
          <Button
            startIcon={<GetAppIcon />}
            onClick={() =>
              attempt(async () =>
                download(
                  `${incidentKey}.md`,
                  'text/markdown',
                  await api.exportMarkdown(id),
                ),
              )
            }
          >
            {t('page.actions.markdown')}
          </Button>
          <Button
            startIcon={<GetAppIcon />}
            onClick={() =>
              attempt(async () =>
                download(
                  `${incidentKey}.json`,
                  'application/json',
                  JSON.stringify(await api.exportJson(id), null, 2),
                ),
              )
            }
          >
            {t('page.actions.json')}
          </Button>
          <Button
            startIcon={<RefreshIcon />}
            disabled={writing}
            onClick={rewrite}
          >
            {writing
              ? progress ?? t('page.actions.rewriting')
              : t('page.actions.rewrite')}
          </Button>
        </ButtonGroup>
        <ReviewActions retrospective={retrospective} onWritten={onWritten} />
      </div>
      {failure !== undefined && (
        <FailureAlert title={t('page.actions.label')} error={failure} />
      )}
      <Snackbar
        open={notice !== undefined}
        autoHideDuration={6000}
        onClose={() => setNotice(undefined)}
        message={notice}
      />
    </>
  );
}

function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
