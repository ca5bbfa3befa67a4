import { WarningPanel } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { describeFailure } from './failure';
import { useWords } from './useWords';

/** Says in words why a request failed, with every rule that it broke. */
export function FailureAlert(props: { title: string; error: unknown }) {
  const { t } = useWords();
  const { message, violations } = describeFailure(props.error);
  return (
    <WarningPanel severity="error" title={props.title} defaultExpanded>
      {violations.length === 0 ? (
        <Typography>{message}</Typography>
      ) : (
        <>
          <Typography>
            {t('list.failure.rules', { count: violations.length })}
          </Typography>
          <ul>
            {violations.map(({ rule, message: words, path }) => (
              <li key={`${rule} ${path} ${words}`}>
                {words}
                {path &&
                  ` (${t('list.failure.at', {
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
