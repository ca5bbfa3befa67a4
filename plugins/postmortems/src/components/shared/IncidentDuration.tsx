import { durationInWords } from './duration';
import { useWords } from './useWords';

/** How long an incident lasted, or that it still does. */
export function IncidentDuration(props: {
  startedAt: string;
  resolvedAt?: string;
}) {
  const { t } = useWords();
  const { startedAt, resolvedAt } = props;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {resolvedAt
        ? durationInWords(Date.parse(resolvedAt) - Date.parse(startedAt), t)
        : t('common.ongoing')}
    </span>
  );
}
