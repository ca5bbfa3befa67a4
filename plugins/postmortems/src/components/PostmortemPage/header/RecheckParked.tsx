import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/** Says that verdicts are no longer recomputed, if so, and lets one try again. */
export function RecheckParked() {
  const api = useApi(postmortemsApiRef);
  const { t } = useTranslation();
  const { postmortem, allowed, onWritten } = usePostmortemContext();
  const { id, recheckParkedSince } = postmortem;
  const { run, error } = useAsyncAction();
  if (!recheckParkedSince) return null;
  return (
    <>
      <Typography variant="body2" color="error" component="div">
        {t('page.details.recheckParked')} <UtcTime at={recheckParkedSince} />{' '}
        {allowed.editPostmortem && (
          <Button
            size="small"
            onClick={() =>
              run(async () => onWritten(await api.retryRecheck(id)))
            }
          >
            {t('page.details.retryRecheck')}
          </Button>
        )}
      </Typography>
      <ErrorAlert title={t('page.details.notRetried')} error={error} />
    </>
  );
}
