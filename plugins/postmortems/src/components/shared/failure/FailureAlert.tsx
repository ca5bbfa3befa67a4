import { WarningPanel } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { useWords } from '../useWords';
import { describeFailure, failedWith } from './failure';

/** Says in words why something did not happen, with every rule that it broke; nothing while nothing went wrong. */
export function FailureAlert(props: { title: string; error: unknown }) {
  const { title, error } = props;
  const { t } = useWords();
  if (error === undefined) return null;
  const { message, violations } = describeFailure(error);
  return (
    <WarningPanel severity="error" title={title} defaultExpanded>
      {violations.length === 0 ? (
        <Typography>
          {failedWith(error, 403) ? t('common.failure.forbidden') : message}
        </Typography>
      ) : (
        <>
          <Typography>
            {t('common.failure.rules', { count: violations.length })}
          </Typography>
          <ul>
            {violations.map(({ rule, message: words, path }) => (
              <li key={`${rule} ${path} ${words}`}>
                {words}
                {path &&
                  ` (${t('common.failure.at', {
                    // Ids of sentences say nothing to a reader
                    path: path.replace(/\/claim-.*$/, ''),
                  })})`}
              </li>
            ))}
          </ul>
        </>
      )}
    </WarningPanel>
  );
}
