const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** How long ago something was, such as “3 minutes ago” or “yesterday”. */
export function relativeTime(at: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const words = new Intl.RelativeTimeFormat(
    document.documentElement.lang || 'en',
    { numeric: 'auto' },
  );
  const [unit, size] = UNITS.find(
    ([, length]) => Math.abs(seconds) >= length,
  ) ?? ['second', 1];
  // “now” for what is a few seconds old
  if (unit === 'second') return words.format(0, 'second');
  return words.format(Math.round(seconds / size), unit);
}
