const MINUTE_MS = 60 * 1000;

/** What a `datetime-local` field shows of an instant: local time to the second, such as `2026-03-02T15:07`; nothing for none. */
export function toTimeField(iso: string | undefined): string {
  if (!iso) return '';
  const date = new Date(iso);
  const local = date.getTime() - date.getTimezoneOffset() * MINUTE_MS;
  return (
    new Date(local)
      .toISOString()
      .slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
      // As browsers write it
      .replace(/:00$/, '')
  );
}

/** The instant that such a field means, in ISO 8601 and UTC. What is no time comes back as it is. */
export function toInstant(field: string): string {
  const date = new Date(field);
  return Number.isNaN(date.getTime()) ? field : date.toISOString();
}

/** The reader's time zone, such as `Europe/Berlin`. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
