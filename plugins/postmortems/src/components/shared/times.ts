/** The day of a time, in UTC: `2026-03-02`. Times are in ISO 8601, or milliseconds since 1970. */
export function dayOf(at: string | number): string {
  return new Date(at).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** What the clock shows then, in UTC: `14:07`, or `14:07:30` to the second. */
export function clockOf(
  at: string | number,
  options?: { seconds: boolean },
): string {
  const [, time] = new Date(at).toISOString().split('T');
  return time.slice(0, options?.seconds ? 'HH:MM:SS'.length : 'HH:MM'.length);
}

/** `2026-03-02 14:07 UTC`, with seconds where there are some. */
export function utcText(iso: string): string {
  const seconds = new Date(iso).getUTCSeconds() > 0;
  return `${dayOf(iso)} ${clockOf(iso, { seconds })} UTC`;
}
