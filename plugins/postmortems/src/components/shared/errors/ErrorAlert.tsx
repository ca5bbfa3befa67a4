import { WarningPanel } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { useTranslation } from '../translation/useTranslation';
import { describeError, hasStatus } from './describeError';

/**
 * Explains why an action failed, with every rule that it broke. Renders
 * nothing without an error.
 */
export function ErrorAlert(props: { title: string; error: unknown }) {
  const { title, error } = props;
  const { t } = useTranslation();
  if (error === undefined) return null;
  const { message, violations } = describeError(error);
  return (
    <WarningPanel severity="error" title={title} defaultExpanded>
      {violations.length === 0 ? (
        <>
          {hasStatus(error, 403) && (
            <Typography>{t('common.failure.forbidden')}</Typography>
          )}
          <Typography>{message}</Typography>
        </>
      ) : (
        <>
          <Typography>
            {t('common.failure.rules', { count: violations.length })}
          </Typography>
          <ul>
            {violations.map(({ rule, message: text, path }) => (
              <li key={`${rule} ${path} ${text}`}>
                {text}
                {path?.startsWith('/') &&
                  ` (${t('common.failure.at', {
                    // Readers do not know the ids of claims
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
