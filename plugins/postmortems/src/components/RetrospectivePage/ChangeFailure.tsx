import { ResponseError } from '@backstage/errors';
import Typography from '@material-ui/core/Typography';
import { FailureAlert } from '../FailureAlert';
import { useWords } from '../useWords';
import { Note } from './Note';

/** Whether a request was answered with this HTTP status. */
export function failedWith(error: unknown, status: number): boolean {
  return ResponseError.is(error) && error.response.status === status;
}

/** Why a change did not happen, where it was tried. */
export function ChangeFailure(props: { title: string; error: unknown }) {
  const { title, error } = props;
  const { t } = useWords();
  if (error === undefined) return null;
  return failedWith(error, 403) ? (
    <Note tone="error" role="alert">
      <Typography>{t('page.forbidden')}</Typography>
    </Note>
  ) : (
    <div role="alert">
      <FailureAlert title={title} error={error} />
    </div>
  );
}
