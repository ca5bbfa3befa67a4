import { formatDuration } from './duration';
import { useTranslation } from '../translation/useTranslation';

/** The duration of an incident, or that it is ongoing. */
export function IncidentDuration(props: {
  startedAt: string;
  resolvedAt?: string;
}) {
  const { t } = useTranslation();
  const { startedAt, resolvedAt } = props;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {resolvedAt
        ? formatDuration(Date.parse(resolvedAt) - Date.parse(startedAt), t)
        : t('common.ongoing')}
    </span>
  );
}
