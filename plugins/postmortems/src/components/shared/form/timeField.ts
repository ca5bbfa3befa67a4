const MINUTE_MS = 60 * 1000;

/**
 * The value of a `datetime-local` field for an instant, such as
 * `2026-03-02T15:07`; empty without one.
 */
export function toTimeField(iso: string | undefined): string {
  if (!iso) return '';
  const date = new Date(iso);
  const local = date.getTime() - date.getTimezoneOffset() * MINUTE_MS;
  return (
    new Date(local)
      .toISOString()
      .slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
      // Browsers omit zero seconds
      .replace(/:00$/, '')
  );
}

/**
 * The instant of a `datetime-local` value, in ISO 8601 and UTC. Returns
 * invalid values unchanged.
 */
export function toInstant(field: string): string {
  const date = new Date(field);
  return Number.isNaN(date.getTime()) ? field : date.toISOString();
}

/** The reader's time zone, such as `Europe/Berlin`. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
