import { durationBetween } from '../duration';
import { useWords, Words } from '../useWords';

/** How long an incident lasted, or that it still does. */
export function IncidentDuration(props: {
  startedAt: string;
  resolvedAt?: string;
}) {
  const { t } = useWords();
  const { startedAt, resolvedAt } = props;
  return (
    <>{resolvedAt ? inWords(startedAt, resolvedAt, t) : t('list.ongoing')}</>
  );
}

function inWords(from: string, to: string, t: Words) {
  const parts = durationBetween(from, to);
  switch (parts.unit) {
    case 'days': {
      const { days, hours } = parts;
      return t('list.duration.days', { days: `${days}`, hours: `${hours}` });
    }
    case 'hours': {
      const { hours, minutes } = parts;
      return t('list.duration.hours', {
        hours: `${hours}`,
        minutes: `${minutes}`,
      });
    }
    case 'minutes':
      return t('list.duration.minutes', { minutes: `${parts.minutes}` });
    default:
      return t('list.duration.seconds', { seconds: `${parts.seconds}` });
  }
}
