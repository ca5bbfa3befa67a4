/**
 * The UTC date of a time, such as `2026-03-02`. Takes ISO 8601, or
 * milliseconds since 1970.
 */
export function formatUtcDate(at: string | number): string {
  return new Date(at).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** The UTC time of day, such as `14:07`, or `14:07:30` with seconds. */
export function formatUtcTime(
  at: string | number,
  options?: { seconds: boolean },
): string {
  const [, time] = new Date(at).toISOString().split('T');
  return time.slice(0, options?.seconds ? 'HH:MM:SS'.length : 'HH:MM'.length);
}

/** Such as `2026-03-02 14:07 UTC`, with seconds unless they are zero. */
export function formatUtcDateTime(iso: string): string {
  const seconds = new Date(iso).getUTCSeconds() > 0;
  return `${formatUtcDate(iso)} ${formatUtcTime(iso, { seconds })} UTC`;
}
