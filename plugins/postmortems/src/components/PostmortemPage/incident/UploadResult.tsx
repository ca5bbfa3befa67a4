import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { UploadResponse } from '@postmortems/backstage-plugin-postmortems-common';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { countParams, formatNumber } from '../../shared/format/numbers';
import { Note } from '../../shared/layout/Note';
import { useSmallScreen } from '../../shared/layout/useSmallScreen';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  counts: {
    ...theme.typography.body2,
    margin: theme.spacing(1, 0),
    paddingLeft: theme.spacing(3),
  },
}));

/** What became of the evidence in a file. */
export function UploadResult(props: {
  result: UploadResponse;
  onClose(): void;
}) {
  const { result, onClose } = props;
  const { created, duplicate, outsideWindow, traces, restricted } = result;
  const classes = useStyles();
  const { t } = useTranslation();
  const counts = (
    [
      ['traces', traces?.created ?? 0],
      ['knownTraces', traces?.duplicate ?? 0],
      ['known', duplicate],
      ['outside', outsideWindow],
    ] as const
  ).filter(([, count]) => count > 0);
  const left = [...result.skipped, ...result.rejected];
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={useSmallScreen()}
      onClose={onClose}
      aria-labelledby="upload-result"
    >
      <DialogTitle id="upload-result">{t('page.upload.result')}</DialogTitle>
      <DialogContent>
        <div role="status">
          {created > 0 && (
            <Typography>
              {t('page.upload.created', countParams(created))}
            </Typography>
          )}
          {created === 0 && !traces?.created && (
            <Typography>{t('page.upload.nothing')}</Typography>
          )}
          {counts.length > 0 && (
            <ul className={classes.counts}>
              {counts.map(([what, count]) => (
                <li key={what}>
                  {t(`page.upload.${what}`, countParams(count))}
                </li>
              ))}
            </ul>
          )}
          {left.length > 0 && (
            <>
              <Typography>{t('page.upload.left')}</Typography>
              <ul className={classes.counts}>
                {left.map(({ reason, count }) => (
                  <li key={reason}>
                    {t('page.upload.reason', {
                      // The API names fields by JSON pointers
                      reason: reason.replace(/^\//, ''),
                      number: formatNumber(count),
                    })}
                  </li>
                ))}
              </ul>
            </>
          )}
          {restricted !== undefined && (
            <Note tone="warning">
              {t('page.upload.restricted', { reason: restricted })}
            </Note>
          )}
        </div>
      </DialogContent>
      <DialogActions>
        <FocusedButton onClick={onClose} color="primary">
          {t('common.close')}
        </FocusedButton>
      </DialogActions>
    </Dialog>
  );
}
