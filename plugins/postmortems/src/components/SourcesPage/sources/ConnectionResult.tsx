import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';
import type { ConnectionTest } from './useConnectionTest';

/** What the test of a connection found out. */
export function ConnectionResult(props: { connection: ConnectionTest }) {
  const { result, error } = props.connection;
  const { t } = useTranslation();
  return (
    <div role="status">
      <ErrorAlert title={t('sources.test.failed')} error={error} />
      {result && !error && (
        <Note
          tone={result.ok ? 'info' : 'error'}
          label={t('sources.test.result')}
        >
          {result.checks.map(({ target, ok, message }) => (
            <div key={target}>
              <strong>
                {ok ? t('sources.test.passed') : t('sources.test.notPassed')}
              </strong>
              {` · ${target}: ${message}`}
            </div>
          ))}
        </Note>
      )}
    </div>
  );
}
